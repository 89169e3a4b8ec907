import type { Levels, Resting, Side } from "./levels.ts";

/** An order that meets the book. */
export interface Taker {
  readonly traderId: string;
  readonly side: Side;
  /** Absent: any price. */
  readonly price?: number | undefined;
  readonly quantity: number;
}

export interface Fill {
  readonly maker: Resting;
  readonly price: number;
  readonly quantity: number;
}

export interface Matched {
  readonly fills: readonly Fill[];
  readonly left: number;
  /** Why it went no further, though the price was right. */
  readonly stopped?: "self-trade" | "too-many-trades";
}

/** One order trades at most so often at once, since its trades are one commit, whose size is bounded. */
const MOST_TRADES = 100;

const reaches = ({ side, price }: Taker, offered: number): boolean =>
  price === undefined || (side === "buy" ? offered <= price : offered >= price);

/**
 * Meets the other side, best price first and the oldest order of a price first, each trade at the price of the order in the book.
 * At an order of the same trader it stops: nobody trades with themselves, and nobody behind that order is served before it.
 */
export function match(levels: Levels, taker: Taker): Matched {
  const fills: Fill[] = [];
  let left = taker.quantity;
  for (const { price, orders } of levels) {
    if (left === 0 || !reaches(taker, price)) break;
    for (const maker of orders) {
      if (left === 0) break;
      if (maker.traderId === taker.traderId) return { fills, left, stopped: "self-trade" };
      if (fills.length === MOST_TRADES) return { fills, left, stopped: "too-many-trades" };
      const quantity = Math.min(left, maker.left);
      fills.push({ maker, price, quantity });
      left -= quantity;
    }
  }
  return { fills, left };
}
