import type { Message } from "../../../functions/runtime/contract.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { ListInstrument, PlaceTradeOrder } from "../../../functions/trading/contracts.ts";

const TRADERS = ["ann", "bob", "cid", "dan"];

const terms = {
  currency: "EUR",
  decimals: 2,
  referencePrice: 10_000,
  limits: { maxQuantity: 1_000, maxNotional: 100_000_000, maxPosition: 10_000_000, fatFingerBps: 2_000 },
  settlementDays: 2,
  closesAt: "23:59",
};

/** A command as its queue delivers it. */
export function envelopeOf({ type, data }: Message, instrumentId: string, id: string): Envelope {
  const time = new Date().toISOString();
  return {
    specversion: "1.0",
    id,
    source: "/bench",
    type,
    kind: "command",
    subject: instrumentId,
    time,
    born: time,
    correlationid: "bench",
    contractversion: 1,
    hops: 0,
    data,
  };
}

export const listing = (instrumentId: string): Envelope =>
  envelopeOf(new ListInstrument({ instrumentId, ...terms }), instrumentId, `list-${instrumentId}`);

const ordered = (data: ConstructorParameters<typeof PlaceTradeOrder>[0]): Envelope =>
  envelopeOf(new PlaceTradeOrder(data), data.instrumentId, `${data.instrumentId}-${data.orderId}`);

const termsOf = (instrumentId: string, number: number) => ({
  instrumentId,
  orderId: `order-${number}`,
  traderId: TRADERS[number % TRADERS.length] ?? "ann",
  type: "limit" as const,
  timeInForce: "day" as const,
  quantity: 1 + ((number * 7) % 9),
});

/** The `number`th order of an instrument: buyers and sellers take turns about one price, so that some trade and some wait. */
export const orderOf = (instrumentId: string, number: number): Envelope =>
  ordered({
    ...termsOf(instrumentId, number),
    side: number % 2 === 0 ? "buy" : "sell",
    price: 10_000 + (((number * 13) % 7) - 3),
  });

/** The `number`th order of an instrument that only buyers want: it waits, and so do all before it. */
export const restingOrderOf = (instrumentId: string, number: number): Envelope =>
  ordered({ ...termsOf(instrumentId, number), side: "buy", price: 9_000 + ((number * 13) % 500) });
