import type { Grain, Interval, MarketPrice } from "../contracts.ts";

export const INTERVALS = ["1m", "1h", "1d"] as const;

/** Milliseconds; days are those of UTC. */
export const LENGTHS: Readonly<Record<Grain, number>> = { tick: 0, "1m": 60_000, "1h": 3_600_000, "1d": 86_400_000 };

/** Where a price stands among others: epoch milliseconds, then its place among those of one time. */
export type Moment = readonly [at: number, place: number];

export interface Bar {
  /** Epoch milliseconds. */
  readonly from: number;
  /** What it was made of: of two sources the coarser counts alone, since both tell of the same trades. */
  readonly grain: Grain;
  readonly first: Moment;
  readonly last: Moment;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** The last that was told; 0: none yet. */
  readonly revision: number;
  /** It stands as it was told. */
  readonly told: boolean;
}

export const momentOf = ({ at, place = 0 }: MarketPrice): Moment => [Date.parse(at), place];

export const isEarlier = ([at, place]: Moment, [otherAt, otherPlace]: Moment): boolean =>
  at === otherAt ? place < otherPlace : at < otherAt;

/** When the bar that a time falls into begins. */
export const bucketOf = (at: number, interval: Interval): number =>
  Math.floor(at / LENGTHS[interval]) * LENGTHS[interval];

/** The bars that a price counts in: its own interval's and the longer ones. */
export const intervalsOf = ({ interval }: MarketPrice): readonly Interval[] =>
  INTERVALS.filter((each) => LENGTHS[each] >= LENGTHS[interval]);

function begun(from: number, price: MarketPrice, revision: number): Bar {
  const { interval: grain, open, high, low, close, volume } = price;
  const moment = momentOf(price);
  return { from, grain, first: moment, last: moment, open, high, low, close, volume, revision, told: false };
}

/** The bar with one price more; whichever order prices come in, it is the same in the end. */
export function extended(bar: Bar | undefined, from: number, price: MarketPrice): Bar {
  if (!bar || LENGTHS[price.interval] > LENGTHS[bar.grain]) return begun(from, price, bar?.revision ?? 0);
  if (price.interval !== bar.grain) return bar;
  const moment = momentOf(price);
  const opens = isEarlier(moment, bar.first);
  const closes = !isEarlier(moment, bar.last);
  const next = {
    ...bar,
    ...(opens && { first: moment, open: price.open }),
    ...(closes && { last: moment, close: price.close }),
    high: Math.max(bar.high, price.high),
    low: Math.min(bar.low, price.low),
    volume: bar.volume + price.volume,
  };
  return { ...next, told: bar.told && isSame(bar, next) };
}

const isSame = (bar: Bar, other: Bar): boolean =>
  (["open", "high", "low", "close", "volume"] as const).every((part) => bar[part] === other[part]);
