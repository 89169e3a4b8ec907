import type { OrderName, Side } from "./levels.ts";
import { type Table, valueAt, withValue } from "./table.ts";

/** What a trader has at stake in one instrument: bought less sold, and what their open orders could add to either side. */
export interface Exposure {
  readonly position: number;
  readonly buying: number;
  readonly selling: number;
}

const NONE: Exposure = { position: 0, buying: 0, selling: 0 };

export const exposureOf = (traders: Table<Exposure>, traderId: string): Exposure => valueAt(traders, traderId) ?? NONE;

/** The traders after one has `open` more open, and has traded `quantity`. */
export function exposed(
  traders: Table<Exposure>,
  { traderId }: Pick<OrderName, "traderId">,
  side: Side,
  { open = 0, quantity = 0 }: { readonly open?: number; readonly quantity?: number },
): Table<Exposure> {
  const { position, buying, selling } = exposureOf(traders, traderId);
  const exposure =
    side === "buy"
      ? { position: position + quantity, buying: buying + open, selling }
      : { position: position - quantity, buying, selling: selling + open };
  return withValue(traders, traderId, exposure);
}
