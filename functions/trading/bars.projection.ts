import { totals } from "../runtime/index.ts";
import { rowOf } from "./domain/bar-rows.ts";
import { market } from "./domain/market.ts";

/** Open, high, low, close, volume, revision. */
export type StoredBar = readonly [number, number, number, number, number, number];

/** An instrument's closed bars of an hour, a day or a month, few enough that writing one of them stays cheap. */
export interface Bars {
  /** By the time it begins, epoch milliseconds. */
  readonly bars: Readonly<Record<string, StoredBar>>;
}

const initial: Bars = { bars: {} };

export default totals("bars", {
  of: market,
  total: (data) => ("revision" in data ? rowOf(data.instrumentId, data.interval, Date.parse(data.from)) : []),
  initial,
})({
  BarClosed: ({ bars }, { from, open, high, low, close, volume, revision }) => ({
    bars: { ...bars, [Date.parse(from)]: [open, high, low, close, volume, revision] },
  }),
});
