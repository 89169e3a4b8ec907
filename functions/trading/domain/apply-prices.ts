import type { Grain, Interval, MarketPrice } from "../contracts.ts";
import {
  type Bar,
  barStart,
  INTERVALS,
  intervalsOf,
  isEarlier,
  MILLISECONDS,
  type Moment,
  momentOf,
  withPrice,
} from "./bars.ts";

/** All that tells a tick from others: its moment, price and volume. */
type TickIdentity = readonly [at: number, place: number, price: number, volume: number];

/** What is kept of an instrument's prices: enough to correct the bars that are kept, and no more. */
export interface Market {
  readonly quote: { readonly price: number; readonly moment: Moment } | null;
  /** The newest bars of each interval, oldest first. */
  readonly bars: Readonly<Record<Interval, readonly Bar[]>>;
  /** The beginning of the newest bar of each interval that is no longer kept. */
  readonly barsDroppedTo: Readonly<Record<Interval, number>>;
  /** How far the prices of each grain have come: bars made of them that end by then are closed. */
  readonly watermarks: Readonly<Record<Grain, number>>;
  /** The newest ticks, oldest first: one that comes again is found among them. */
  readonly ticks: readonly TickIdentity[];
  /** The time of the newest tick that is no longer among them. */
  readonly ticksDroppedTo: number;
}

/** How many bars are kept: two hours of minutes, three days of hours, sixty days. */
const KEPT: Readonly<Record<Interval, number>> = { "1m": 120, "1h": 72, "1d": 60 };
const MOST_TICKS = 1_000;
const LONG_AGO = -8_640_000_000_000_000;

export const emptyMarket: Market = {
  quote: null,
  bars: { "1m": [], "1h": [], "1d": [] },
  barsDroppedTo: { "1m": LONG_AGO, "1h": LONG_AGO, "1d": LONG_AGO },
  watermarks: { tick: LONG_AGO, "1m": LONG_AGO, "1h": LONG_AGO, "1d": LONG_AGO },
  ticks: [],
  ticksDroppedTo: LONG_AGO,
};

export const tickIdentity = (price: MarketPrice): TickIdentity => [...momentOf(price), price.close, price.volume];

function newerQuote(quote: Market["quote"], price: MarketPrice): Market["quote"] {
  const moment = momentOf(price);
  return quote && isEarlier(moment, quote.moment) ? quote : { price: price.close, moment };
}

/** Ticks of one time are dropped together, so that all that are kept are newer; those of the newest time are all kept. */
function keepTicks(
  { ticks, ticksDroppedTo }: Market,
  prices: readonly MarketPrice[],
): Pick<Market, "ticks" | "ticksDroppedTo"> {
  const added = prices
    .filter(({ interval, tradeId }) => interval === "tick" && tradeId === undefined)
    .map(tickIdentity);
  if (added.length === 0) return { ticks, ticksDroppedTo };
  const all = [...ticks, ...added].sort(([at], [other]) => at - other);
  const newest = all.at(-1)?.[0] ?? LONG_AGO;
  const newestBeyond = all[all.length - 1 - MOST_TICKS]?.[0] ?? LONG_AGO;
  const until = Math.max(ticksDroppedTo, newestBeyond < newest ? newestBeyond : LONG_AGO);
  return { ticks: all.filter(([at]) => at > until), ticksDroppedTo: until };
}

/** Bars of one interval with the prices that count in them, oldest first. */
function withPrices(market: Market, interval: Interval, prices: readonly MarketPrice[]): Bar[] {
  const bars = [...market.bars[interval]];
  for (const price of prices.filter((each) => intervalsOf(each).includes(interval))) {
    const from = barStart(Date.parse(price.at), interval);
    if (from <= market.barsDroppedTo[interval]) continue;
    const index = bars.findLastIndex((bar) => bar.from <= from);
    const current = bars[index]?.from === from ? bars[index] : undefined;
    bars.splice(current ? index : index + 1, current ? 1 : 0, withPrice(current, from, price));
  }
  return bars;
}

const endOf = (price: MarketPrice): number => {
  const { interval } = price;
  const at = Date.parse(price.at);
  return interval === "tick" ? at : barStart(at, interval) + MILLISECONDS[interval];
};

function advance(watermarks: Market["watermarks"], prices: readonly MarketPrice[]): Market["watermarks"] {
  const next = { ...watermarks };
  for (const price of prices) next[price.interval] = Math.max(next[price.interval], endOf(price));
  return next;
}

export interface ClosedBar {
  readonly interval: Interval;
  readonly bar: Bar;
}

/** What prices would close, or correct: bars that they end, and, before they are dropped, those that they push out. */
export function closedBy(market: Market, prices: readonly MarketPrice[]): ClosedBar[] {
  const watermarks = advance(market.watermarks, prices);
  return INTERVALS.flatMap((interval) => {
    const bars = withPrices(market, interval, prices);
    const excess = bars.length - KEPT[interval];
    return bars
      .filter((bar, index) => index < excess || bar.from + MILLISECONDS[interval] <= watermarks[bar.grain])
      .filter(({ published }) => !published)
      .map((bar) => ({ interval, bar: { ...bar, revision: bar.revision + 1 } }));
  });
}

/** The market with new prices in it. */
export function applyPrices(market: Market, prices: readonly MarketPrice[]): Market {
  const bars = { ...market.bars };
  const barsDroppedTo = { ...market.barsDroppedTo };
  for (const interval of INTERVALS) {
    const updated = withPrices(market, interval, prices);
    const excess = Math.max(0, updated.length - KEPT[interval]);
    barsDroppedTo[interval] = updated[excess - 1]?.from ?? barsDroppedTo[interval];
    bars[interval] = updated.slice(excess);
  }
  const watermarks = advance(market.watermarks, prices);
  const quote = prices.reduce(newerQuote, market.quote);
  return { quote, bars, barsDroppedTo, watermarks, ...keepTicks(market, prices) };
}

/** The market after a bar was told; one that is no longer kept changes nothing. */
export const publishBar = (market: Market, interval: Interval, from: number, revision: number): Market => ({
  ...market,
  bars: {
    ...market.bars,
    [interval]: market.bars[interval].map((bar) => (bar.from === from ? { ...bar, published: true, revision } : bar)),
  },
});
