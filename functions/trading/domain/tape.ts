import type { Grain, Interval, MarketPrice } from "../contracts.ts";
import {
  type Bar,
  bucketOf,
  extended,
  INTERVALS,
  intervalsOf,
  isEarlier,
  LENGTHS,
  type Moment,
  momentOf,
} from "./bars.ts";

/** A tick as it was told: its moment, price and volume. */
type Seen = readonly [at: number, place: number, price: number, volume: number];

/** What is known of an instrument's prices: enough to correct the bars that are kept, and no more. */
export interface Market {
  readonly quote: { readonly price: number; readonly moment: Moment } | null;
  /** The newest bars of each interval, oldest first. */
  readonly bars: Readonly<Record<Interval, readonly Bar[]>>;
  /** The newest bar of each interval that is no longer kept. */
  readonly gone: Readonly<Record<Interval, number>>;
  /** Up to when the prices of each source have come: bars made of them that end by then are complete. */
  readonly reached: Readonly<Record<Grain, number>>;
  /** The newest ticks, oldest first: what is told again is found among them. */
  readonly seen: readonly Seen[];
  /** The newest tick that is no longer among them. */
  readonly forgotten: number;
}

/** How many bars are kept: two hours of minutes, three days of hours, sixty days. */
const KEPT: Readonly<Record<Interval, number>> = { "1m": 120, "1h": 72, "1d": 60 };
const MOST_SEEN = 1_000;
const LONG_AGO = -8_640_000_000_000_000;

export const emptyMarket: Market = {
  quote: null,
  bars: { "1m": [], "1h": [], "1d": [] },
  gone: { "1m": LONG_AGO, "1h": LONG_AGO, "1d": LONG_AGO },
  reached: { tick: LONG_AGO, "1m": LONG_AGO, "1h": LONG_AGO, "1d": LONG_AGO },
  seen: [],
  forgotten: LONG_AGO,
};

export const seenOf = (price: MarketPrice): Seen => [...momentOf(price), price.close, price.volume];

function quoteOf(quote: Market["quote"], price: MarketPrice): Market["quote"] {
  const moment = momentOf(price);
  return quote && isEarlier(moment, quote.moment) ? quote : { price: price.close, moment };
}

/** Ticks of one time go together, so that all that is left is newer than what is forgotten; the newest time stays whole. */
function remembered({ seen, forgotten }: Market, prices: readonly MarketPrice[]): Pick<Market, "seen" | "forgotten"> {
  const news = prices.filter(({ interval, tradeId }) => interval === "tick" && tradeId === undefined).map(seenOf);
  if (news.length === 0) return { seen, forgotten };
  const all = [...seen, ...news].sort(([at], [other]) => at - other);
  const newest = all.at(-1)?.[0] ?? LONG_AGO;
  const last = all[all.length - 1 - MOST_SEEN]?.[0] ?? LONG_AGO;
  const until = Math.max(forgotten, last < newest ? last : LONG_AGO);
  return { seen: all.filter(([at]) => at > until), forgotten: until };
}

/** Bars of one interval with the prices in them, oldest first. */
function withPrices(market: Market, interval: Interval, prices: readonly MarketPrice[]): Bar[] {
  const bars = [...market.bars[interval]];
  for (const price of prices) {
    const from = bucketOf(Date.parse(price.at), interval);
    if (from <= market.gone[interval]) continue;
    const index = bars.findLastIndex((bar) => bar.from <= from);
    const standing = bars[index]?.from === from ? bars[index] : undefined;
    bars.splice(standing ? index : index + 1, standing ? 1 : 0, extended(standing, from, price));
  }
  return bars;
}

const ended = (price: MarketPrice): number => {
  const { interval } = price;
  const at = Date.parse(price.at);
  return interval === "tick" ? at : bucketOf(at, interval) + LENGTHS[interval];
};

function reachedBy(reached: Market["reached"], prices: readonly MarketPrice[]): Market["reached"] {
  const next = { ...reached };
  for (const price of prices) next[price.interval] = Math.max(next[price.interval], ended(price));
  return next;
}

export interface ClosedBar {
  readonly interval: Interval;
  readonly bar: Bar;
}

/** The market with new prices in it, and the bars that are thereby closed, or corrected. A bar that is let go of is closed first. */
export function laid(market: Market, prices: readonly MarketPrice[]): { market: Market; closed: ClosedBar[] } {
  const reached = reachedBy(market.reached, prices);
  const closed: ClosedBar[] = [];
  const bars = { ...market.bars };
  const gone = { ...market.gone };
  for (const interval of INTERVALS) {
    const own = withPrices(
      market,
      interval,
      prices.filter((price) => intervalsOf(price).includes(interval)),
    );
    const excess = Math.max(0, own.length - KEPT[interval]);
    const told = own.map((bar, index) => {
      const isDue = index < excess || bar.from + LENGTHS[interval] <= reached[bar.grain];
      if (bar.told || !isDue) return bar;
      const next = { ...bar, told: true, revision: bar.revision + 1 };
      closed.push({ interval, bar: next });
      return next;
    });
    gone[interval] = told[excess - 1]?.from ?? gone[interval];
    bars[interval] = told.slice(excess);
  }
  const quote = prices.reduce(quoteOf, market.quote);
  return { market: { quote, bars, gone, reached, ...remembered(market, prices) }, closed };
}
