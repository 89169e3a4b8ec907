import { ListInstrument, PlaceTradeOrder } from "../../../functions/trading/contracts.ts";

export const instrumentId = "ACME";

/** Terms tight enough that small numbers meet every limit. */
export const terms = {
  instrumentId,
  currency: "EUR",
  decimals: 2,
  referencePrice: 100,
  limits: { maxQuantity: 10, maxNotional: 1_000, maxPosition: 12, fatFingerBps: 1_000 },
  settlementDays: 2,
  closesAt: "17:30",
};

export const list = new ListInstrument(terms);

interface Wish {
  readonly type?: "limit" | "market";
  readonly timeInForce?: "day" | "ioc" | "fok";
}

/** An order as `trader/id`; without a price it is a market order, and with one for the day, unless said otherwise. */
export function place(
  name: string,
  side: "buy" | "sell",
  quantity: number,
  price?: number,
  { type = price === undefined ? "market" : "limit", timeInForce = price === undefined ? "ioc" : "day" }: Wish = {},
): PlaceTradeOrder {
  const [traderId = "", orderId = ""] = name.split("/");
  return new PlaceTradeOrder({
    instrumentId,
    orderId,
    traderId,
    side,
    type,
    timeInForce,
    quantity,
    ...(price !== undefined && { price }),
  });
}
