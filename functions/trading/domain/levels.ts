export type Side = "buy" | "sell";

/** An order in the book. */
export interface Resting {
  readonly orderId: string;
  readonly traderId: string;
  /** The whole order. */
  readonly ordered: number;
  /** What is open of it. */
  readonly left: number;
}

/** The orders of one price, the oldest first. */
interface Level {
  readonly price: number;
  readonly orders: readonly Resting[];
}

/** One side of a book, the best price first. */
export type Levels = readonly Level[];

/** Names an order: `trader order`. */
export type OrderName = Pick<Resting, "traderId" | "orderId">;

const isBetter = (side: Side, price: number, other: number): boolean =>
  side === "buy" ? price > other : price < other;

/** How many levels are better than a price: where its own is, or would be. */
export function levelPlace(levels: readonly { readonly price: number }[], side: Side, price: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBetter(side, levels[middle]?.price ?? price, price)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const indexIn = ({ orders }: Level, { traderId, orderId }: OrderName): number =>
  orders.findIndex((each) => each.orderId === orderId && each.traderId === traderId);

/** The side with an order added, last in the queue of its price. */
export function added(levels: Levels, side: Side, price: number, order: Resting): Levels {
  const place = levelPlace(levels, side, price);
  const level = levels[place];
  if (level?.price !== price) return levels.toSpliced(place, 0, { price, orders: [order] });
  return levels.with(place, { price, orders: [...level.orders, order] });
}

/** The order that lies at a price, if it does. */
export function restingAt(levels: Levels, side: Side, price: number, name: OrderName): Resting | undefined {
  const level = levels[levelPlace(levels, side, price)];
  return level?.price === price ? level.orders[indexIn(level, name)] : undefined;
}

/** The side with an order changed where it lies, the very same if it does not; with nothing left of it, it goes, and an empty level goes with it. */
export function changed(
  levels: Levels,
  side: Side,
  price: number,
  name: OrderName,
  change: { readonly left: number; readonly ordered?: number },
): Levels {
  const place = levelPlace(levels, side, price);
  const level = levels[place];
  const index = level?.price === price ? indexIn(level, name) : -1;
  const order = level?.orders[index];
  if (!level || !order) return levels;
  if (change.left > 0) return levels.with(place, { price, orders: level.orders.with(index, { ...order, ...change }) });
  if (level.orders.length === 1) return levels.toSpliced(place, 1);
  return levels.with(place, { price, orders: level.orders.toSpliced(index, 1) });
}
