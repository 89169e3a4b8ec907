import { TradeExecuted, TradeOrderFilled } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import type { OrderName, Resting, Side } from "./levels.ts";
import type { Fill, Matched } from "./matching.ts";
import { settlementOf } from "./session.ts";

/** An order that has met the book. */
export interface Incoming extends OrderName {
  readonly instrumentId: string;
  readonly side: Side;
  /** The whole order. */
  readonly ordered: number;
  /** Where what is left goes into the book; absent if it does not. */
  readonly restsAt?: number | undefined;
}

interface Party extends OrderName {
  readonly ordered: number;
  readonly left: number;
}

const after = ({ orderId, traderId, ordered, left }: Resting, quantity: number): Party => ({
  orderId,
  traderId,
  ordered,
  left: left - quantity,
});

/** The facts of an order's trades, in their order: each trade, and for either side that its order was filled. */
export function executionsOf(
  { trades, listing }: ListedBook,
  { instrumentId, side, restsAt, ...order }: Incoming,
  { fills, left }: Matched,
  now: string,
): (TradeExecuted | TradeOrderFilled)[] {
  const { currency, decimals, settlementDays } = listing;
  const settlesAt = settlementOf(now, settlementDays);
  const other: Side = side === "buy" ? "sell" : "buy";
  let open = fills.reduce((sum, { quantity }) => sum + quantity, left);
  return fills.flatMap(({ maker, price, quantity }: Fill, index) => {
    open -= quantity;
    const tradeId = `${instrumentId}-${trades + index + 1}`;
    const [taker, made]: [Party, Party] = [{ ...order, left: open }, after(maker, quantity)];
    const [buyer, seller] = side === "buy" ? [taker, made] : [made, taker];
    const trade = { instrumentId, tradeId, price, quantity };
    const rests = restsAt !== undefined && index === fills.length - 1 && { restsAt };
    return [
      new TradeExecuted({
        ...trade,
        aggressor: side,
        buyOrderId: buyer.orderId,
        sellOrderId: seller.orderId,
        buyerId: buyer.traderId,
        sellerId: seller.traderId,
        buyLeft: buyer.left,
        sellLeft: seller.left,
        currency,
        decimals,
        settlesAt,
      }),
      new TradeOrderFilled({ ...trade, ...made, side: other, maker: true }),
      new TradeOrderFilled({ ...trade, ...taker, side, maker: false, ...rests }),
    ];
  });
}
