import { emptyTable, type Table, valueAt, withValue } from "./table.ts";

/** Keys that were used lately, in two generations, so that the oldest are forgotten together and at no cost. */
export interface RecentKeys {
  readonly current: Table<true>;
  readonly previous: Table<true>;
  /** Keys in `current`. */
  readonly count: number;
}

/** So that a book of a busy day still fits a snapshot: the last 2,500 at least are known, 5,000 at most. */
const GENERATION = 2_500;

export const noKeys: RecentKeys = { current: emptyTable, previous: emptyTable, count: 0 };

export const hasKey = ({ current, previous }: RecentKeys, key: string): boolean =>
  (valueAt(current, key) ?? valueAt(previous, key)) !== undefined;

export function withKey({ current, previous, count }: RecentKeys, key: string): RecentKeys {
  if (valueAt(current, key)) return { current, previous, count };
  if (count < GENERATION) return { current: withValue(current, key, true), previous, count: count + 1 };
  return { current: withValue<true>(emptyTable, key, true), previous: current, count: 1 };
}
