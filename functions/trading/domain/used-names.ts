import { emptyTable, type Table, valueAt, withValue } from "./table.ts";

/** Names that were used lately, in two generations, so that the oldest are forgotten together and at no cost. */
export interface UsedNames {
  readonly recent: Table<true>;
  readonly before: Table<true>;
  /** Names in `recent`. */
  readonly count: number;
}

/** So that a book of a busy day still fits a snapshot: the last 2,500 at least are known, 5,000 at most. */
const GENERATION = 2_500;

export const noNames: UsedNames = { recent: emptyTable, before: emptyTable, count: 0 };

export const isUsed = ({ recent, before }: UsedNames, name: string): boolean =>
  (valueAt(recent, name) ?? valueAt(before, name)) !== undefined;

export function withUsed({ recent, before, count }: UsedNames, name: string): UsedNames {
  if (valueAt(recent, name)) return { recent, before, count };
  if (count < GENERATION) return { recent: withValue(recent, name, true), before, count: count + 1 };
  return { recent: withValue<true>(emptyTable, name, true), before: recent, count: 1 };
}
