import type { Interval, MarketPrice } from "../../../functions/trading/contracts.ts";

export const MINUTES = { "1m": 1, "1h": 60, "1d": 1_440 } as const;

export interface NaiveBar {
  readonly from: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The bars of an interval by sorting all prices and grouping them by the time they round down to. */
export function naiveBars(prices: readonly MarketPrice[], interval: Interval): NaiveBar[] {
  const length = MINUTES[interval] * 60_000;
  const inOrder = [...prices].sort((a, b) => a.at.localeCompare(b.at) || (a.place ?? 0) - (b.place ?? 0));
  const groups = Map.groupBy(inOrder, ({ at }) => Math.floor(Date.parse(at) / length));
  return [...groups].map(([bucket, own]) => ({
    from: new Date(bucket * length).toISOString(),
    open: own[0]?.open ?? Number.NaN,
    high: Math.max(...own.map(({ high }) => high)),
    low: Math.min(...own.map(({ low }) => low)),
    close: own.at(-1)?.close ?? Number.NaN,
    volume: own.reduce((sum, { volume }) => sum + volume, 0),
  }));
}
