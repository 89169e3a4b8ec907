import type { OrderKey, Side } from "./levels.ts";
import { type Table, valueAt, withValue } from "./table.ts";

/** A trader's exposure to one instrument. */
export interface Exposure {
  /** Bought less sold. */
  readonly position: number;
  /** What is open of their buy orders, and of their sell orders. */
  readonly openBuy: number;
  readonly openSell: number;
}

const NONE: Exposure = { position: 0, openBuy: 0, openSell: 0 };

export const exposureOf = (exposures: Table<Exposure>, traderId: string): Exposure =>
  valueAt(exposures, traderId) ?? NONE;

/** The exposures after a trader has `open` more open on a side, and has `traded` more on it. */
export function withExposure(
  exposures: Table<Exposure>,
  { traderId }: Pick<OrderKey, "traderId">,
  side: Side,
  { open = 0, traded = 0 }: { readonly open?: number; readonly traded?: number },
): Table<Exposure> {
  const { position, openBuy, openSell } = exposureOf(exposures, traderId);
  const exposure =
    side === "buy"
      ? { position: position + traded, openBuy: openBuy + open, openSell }
      : { position: position - traded, openBuy, openSell: openSell + open };
  return withValue(exposures, traderId, exposure);
}
