import { levelIndex, type Side } from "./levels.ts";

/** What lies at one price. */
export interface DepthLevel {
  readonly price: number;
  readonly quantity: number;
  readonly orders: number;
}

/** One side, the best price first, with so much more at a price, or less; a price without orders goes. */
export function moved(
  depth: readonly DepthLevel[],
  side: Side,
  { price, quantity, orders }: DepthLevel,
): readonly DepthLevel[] {
  const index = levelIndex(depth, side, price);
  const level = depth[index];
  if (level?.price !== price) return depth.toSpliced(index, 0, { price, quantity, orders });
  if (level.orders + orders === 0) return depth.toSpliced(index, 1);
  return depth.with(index, { price, quantity: level.quantity + quantity, orders: level.orders + orders });
}
