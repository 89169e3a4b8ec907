import type { Levels, RestingOrder, Side } from "./levels.ts";

/** An order that comes to the book. */
export interface Taker {
  readonly traderId: string;
  readonly side: Side;
  /** Absent: any price. */
  readonly price?: number | undefined;
  readonly quantity: number;
}

export interface Fill {
  readonly maker: RestingOrder;
  readonly price: number;
  readonly quantity: number;
}

export interface Match {
  readonly fills: readonly Fill[];
  readonly left: number;
  /** Why matching stopped before the order was filled or its price reached. */
  readonly stoppedBy?: "self-trade" | "too-many-trades";
}

/** Of one order at once, since its trades are one commit, whose size is bounded. */
const MOST_FILLS = 100;

const crosses = ({ side, price }: Taker, offered: number): boolean =>
  price === undefined || (side === "buy" ? offered <= price : offered >= price);

/**
 * Matches by price, then time, each fill at the price of the resting order.
 * At an order of the same trader it stops: nobody trades with themselves, and nobody behind that order is served before it.
 */
export function match(opposite: Levels, taker: Taker): Match {
  const fills: Fill[] = [];
  let left = taker.quantity;
  for (const { price, orders } of opposite) {
    if (left === 0 || !crosses(taker, price)) break;
    for (const maker of orders) {
      if (left === 0) break;
      if (maker.traderId === taker.traderId) return { fills, left, stoppedBy: "self-trade" };
      if (fills.length === MOST_FILLS) return { fills, left, stoppedBy: "too-many-trades" };
      const quantity = Math.min(left, maker.left);
      fills.push({ maker, price, quantity });
      left -= quantity;
    }
  }
  return { fills, left };
}
