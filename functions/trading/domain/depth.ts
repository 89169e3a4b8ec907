import { levelPlace, type Side } from "./levels.ts";

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
  const place = levelPlace(depth, side, price);
  const level = depth[place];
  if (level?.price !== price) return depth.toSpliced(place, 0, { price, quantity, orders });
  if (level.orders + orders === 0) return depth.toSpliced(place, 1);
  return depth.with(place, { price, quantity: level.quantity + quantity, orders: level.orders + orders });
}
