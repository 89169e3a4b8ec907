import {
  InstrumentListed,
  TradeExecuted,
  TradeOrderAccepted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderRejected,
} from "../../../functions/trading/contracts.ts";
import { instrumentId, place, terms } from "./listing.ts";

export const DAY = "2026-01-01";
export const listed = new InstrumentListed(terms);

const split = (name: string) => {
  const [traderId = "", orderId = ""] = name.split("/");
  return { traderId, orderId };
};
export const named = (name: string) => ({ instrumentId, ...split(name) });

type Order = Parameters<typeof place>;

/** The order went into the book whole, unless it is said not to. */
export const accepted = (order: Order, rests = true, day = DAY): TradeOrderAccepted =>
  new TradeOrderAccepted({ ...place(...order).data, day, rests });

export const rejected = (order: Order, code: string, reason: string): TradeOrderRejected =>
  new TradeOrderRejected({ ...place(...order).data, code, reason });

export const cancelled = (name: string, side: "buy" | "sell", quantity: number, code: string, price?: number) =>
  new TradeOrderCancelled({ ...named(name), side, quantity, code, ...(price !== undefined && { price }) });

interface Party {
  readonly name: string;
  readonly ordered: number;
  readonly left: number;
  /** Where the rest of the incoming order goes. */
  readonly restsAt?: number;
}

/** A trade in ACME, and that either side was filled: of the order in the book first. */
export function trade(
  number: number,
  aggressor: "buy" | "sell",
  [quantity, price]: readonly [quantity: number, price: number],
  maker: Party,
  taker: Party,
): (TradeExecuted | TradeOrderFilled)[] {
  const [buyer, seller] = aggressor === "buy" ? [taker, maker] : [maker, taker];
  const tradeId = `ACME-${number}`;
  const common = { instrumentId, tradeId, price, quantity };
  const filled = ({ name, ...party }: Party, side: "buy" | "sell", isMaker: boolean) =>
    new TradeOrderFilled({ ...common, ...party, ...split(name), side, maker: isMaker });
  return [
    new TradeExecuted({
      ...common,
      aggressor,
      buyOrderId: split(buyer.name).orderId,
      sellOrderId: split(seller.name).orderId,
      buyerId: split(buyer.name).traderId,
      sellerId: split(seller.name).traderId,
      buyLeft: buyer.left,
      sellLeft: seller.left,
      currency: "EUR",
      decimals: 2,
      settlesAt: "2026-01-03T12:00:00.000Z",
    }),
    filled(maker, aggressor === "buy" ? "sell" : "buy", true),
    filled(taker, aggressor, false),
  ];
}
