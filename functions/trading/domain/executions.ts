import { TradeExecuted, TradeOrderFilled } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { settlementTime } from "./calendar.ts";
import type { OrderKey, RestingOrder, Side } from "./levels.ts";
import type { Fill, Match } from "./matching.ts";

/** An order that has been matched. */
export interface IncomingOrder extends OrderKey {
  readonly instrumentId: string;
  readonly side: Side;
  /** The whole order. */
  readonly ordered: number;
  /** The price at which its remainder rests; absent if it does not. */
  readonly restsAt?: number | undefined;
}

interface Party extends OrderKey {
  readonly ordered: number;
  readonly left: number;
}

const filledBy = ({ orderId, traderId, ordered, left }: RestingOrder, quantity: number): Party => ({
  orderId,
  traderId,
  ordered,
  left: left - quantity,
});

/** The facts of an order's fills, in their order: each trade, then the fill of either side. */
export function executionsOf(
  { tradeCount, listing }: ListedBook,
  { instrumentId, side, restsAt, ...order }: IncomingOrder,
  { fills, left }: Match,
  now: string,
): (TradeExecuted | TradeOrderFilled)[] {
  const { currency, decimals, settlementDays } = listing;
  const settlesAt = settlementTime(now, settlementDays);
  const makerSide: Side = side === "buy" ? "sell" : "buy";
  let takerLeft = fills.reduce((sum, { quantity }) => sum + quantity, left);
  return fills.flatMap(({ maker: resting, price, quantity }: Fill, index) => {
    takerLeft -= quantity;
    const tradeId = `${instrumentId}-${tradeCount + index + 1}`;
    const [taker, maker]: [Party, Party] = [{ ...order, left: takerLeft }, filledBy(resting, quantity)];
    const [buyer, seller] = side === "buy" ? [taker, maker] : [maker, taker];
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
      new TradeOrderFilled({ ...trade, ...maker, side: makerSide, maker: true }),
      new TradeOrderFilled({ ...trade, ...taker, side, maker: false, ...rests }),
    ];
  });
}
