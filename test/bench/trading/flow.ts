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

/** The `number`th order of an instrument: buyers and sellers take turns about one price, so that some trade and some wait. */
export function orderOf(instrumentId: string, number: number): Envelope {
  const orderId = `order-${number}`;
  const order = new PlaceTradeOrder({
    instrumentId,
    orderId,
    traderId: TRADERS[number % TRADERS.length] ?? "ann",
    side: number % 2 === 0 ? "buy" : "sell",
    type: "limit",
    timeInForce: "day",
    quantity: 1 + ((number * 7) % 9),
    price: 10_000 + (((number * 13) % 7) - 3),
  });
  return envelopeOf(order, instrumentId, `${instrumentId}-${orderId}`);
}
