import type { Grain, Interval, MarketPrice } from "../contracts.ts";
import { MOST_HELD } from "./bounds.ts";

export const INTERVALS = ["1m", "1h", "1d"] as const;

/** Milliseconds; days are those of UTC. */
export const MILLISECONDS: Readonly<Record<Grain, number>> = {
  tick: 0,
  "1m": 60_000,
  "1h": 3_600_000,
  "1d": 86_400_000,
};

/** Where a price stands among others: epoch milliseconds, then its place among those of the same time. */
export type Moment = readonly [at: number, place: number];

export interface Bar {
  /** Epoch milliseconds. */
  readonly from: number;
  /** What it is made of: of two grains the coarser counts alone, since both stand for the same trades. */
  readonly grain: Grain;
  readonly first: Moment;
  readonly last: Moment;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** At `MOST_HELD` it was that much or more: nobody's volume, however large, keeps another's price out of the market. */
  readonly volume: number;
  /** Of the last publication; 0: none yet. */
  readonly revision: number;
  /** It has not changed since it was published. */
  readonly published: boolean;
}

export const momentOf = ({ at, place = 0 }: MarketPrice): Moment => [Date.parse(at), place];

export const isEarlier = ([at, place]: Moment, [otherAt, otherPlace]: Moment): boolean =>
  at === otherAt ? place < otherPlace : at < otherAt;

/** When the bar that a time falls into begins. */
export const barStart = (at: number, interval: Interval): number =>
  Math.floor(at / MILLISECONDS[interval]) * MILLISECONDS[interval];

/** The bars that a price counts in: its own interval's and the longer ones. */
export const intervalsOf = ({ interval }: MarketPrice): readonly Interval[] =>
  INTERVALS.filter((each) => MILLISECONDS[each] >= MILLISECONDS[interval]);

function newBar(from: number, price: MarketPrice, revision: number): Bar {
  const { interval: grain, open, high, low, close, volume } = price;
  const moment = momentOf(price);
  return { from, grain, first: moment, last: moment, open, high, low, close, volume, revision, published: false };
}

/** The bar with one price more; whichever order prices come in, it is the same in the end. */
export function withPrice(bar: Bar | undefined, from: number, price: MarketPrice): Bar {
  if (!bar || MILLISECONDS[price.interval] > MILLISECONDS[bar.grain]) return newBar(from, price, bar?.revision ?? 0);
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
    volume: Math.min(MOST_HELD, bar.volume + price.volume),
  };
  return { ...next, published: bar.published && isSame(bar, next) };
}

const isSame = (bar: Bar, other: Bar): boolean =>
  (["open", "high", "low", "close", "volume"] as const).every((part) => bar[part] === other[part]);
