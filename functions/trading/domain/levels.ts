export type Side = "buy" | "sell";

/** An order that rests in the book. */
export interface RestingOrder {
  readonly orderId: string;
  readonly traderId: string;
  /** The whole order. */
  readonly ordered: number;
  /** What is open of it. */
  readonly left: number;
}

/** The orders of one price, the oldest first. */
interface PriceLevel {
  readonly price: number;
  readonly orders: readonly RestingOrder[];
}

/** One side of a book, the best price first. */
export type Levels = readonly PriceLevel[];

/** An order id is its trader's own, so both name an order. */
export type OrderKey = Pick<RestingOrder, "traderId" | "orderId">;

const isBetter = (side: Side, price: number, other: number): boolean =>
  side === "buy" ? price > other : price < other;

/** Where the level of a price is, or would be: how many levels are better. */
export function levelIndex(levels: readonly { readonly price: number }[], side: Side, price: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBetter(side, levels[middle]?.price ?? price, price)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const queueIndex = ({ orders }: PriceLevel, { traderId, orderId }: OrderKey): number =>
  orders.findIndex((each) => each.orderId === orderId && each.traderId === traderId);

/** The side with an order added, last in the queue of its price. */
export function addOrder(levels: Levels, side: Side, price: number, order: RestingOrder): Levels {
  const index = levelIndex(levels, side, price);
  const level = levels[index];
  if (level?.price !== price) return levels.toSpliced(index, 0, { price, orders: [order] });
  return levels.with(index, { price, orders: [...level.orders, order] });
}

/** The order that rests at a price, if it does. */
export function orderAt(levels: Levels, side: Side, price: number, key: OrderKey): RestingOrder | undefined {
  const level = levels[levelIndex(levels, side, price)];
  return level?.price === price ? level.orders[queueIndex(level, key)] : undefined;
}

/** The side with a resting order changed, the very same if it does not rest there; with nothing left it is removed, and an empty level with it. */
export function changeOrder(
  levels: Levels,
  side: Side,
  price: number,
  key: OrderKey,
  change: { readonly left: number; readonly ordered?: number },
): Levels {
  const index = levelIndex(levels, side, price);
  const level = levels[index];
  const queued = level?.price === price ? queueIndex(level, key) : -1;
  const order = level?.orders[queued];
  if (!level || !order) return levels;
  if (change.left > 0) return levels.with(index, { price, orders: level.orders.with(queued, { ...order, ...change }) });
  if (level.orders.length === 1) return levels.toSpliced(index, 1);
  return levels.with(index, { price, orders: level.orders.toSpliced(queued, 1) });
}
