import { Rejected } from "../../runtime/index.ts";
import { BarClosed, type Interval, PricesRecorded, QuoteChanged } from "../contracts.ts";
import { applyPrices, type ClosedBar, closedBy, type Market, publishBar } from "./apply-prices.ts";
import { type Bar, INTERVALS, MILLISECONDS } from "./bars.ts";
import type { ClassifiedPrices } from "./classify-prices.ts";

/** Ticks of one time are kept as long as it is the newest, so there is an end to them. */
const MOST_AT_ONE_TIME = 5_000;

const iso = (at: number): string => new Date(at).toISOString();

const dataOf = (interval: Interval, { from, open, high, low, close, volume }: Bar) => ({
  interval,
  from: iso(from),
  open,
  high,
  low,
  close,
  volume,
});

const endOf = ({ interval, bar }: ClosedBar): number => bar.from + MILLISECONDS[interval];

function assertBounded({ ticks }: Market): void {
  if (ticks.length > MOST_AT_ONE_TIME)
    throw new Rejected("too-many-at-one-time", `more than ${MOST_AT_ONE_TIME} ticks have one time`, {
      help: "give ticks the time they have, or record bars",
    });
}

/** The facts that prices come to: themselves, the bars they close or correct, and the quote if it is a newer one. */
export function priceFacts(instrumentId: string, current: Market, { fresh, late, repeated }: ClassifiedPrices) {
  const closed = closedBy(current, fresh);
  const market = closed.reduce(
    (next, { interval, bar }) => publishBar(next, interval, bar.from, bar.revision),
    applyPrices(current, fresh),
  );
  assertBounded(market);
  const open = INTERVALS.flatMap((interval) =>
    market.bars[interval].slice(-1).flatMap((bar) => (bar.revision === 0 ? [dataOf(interval, bar)] : [])),
  );
  const { quote } = market;
  return [
    new PricesRecorded({ instrumentId, prices: [...fresh], late, repeated, open }),
    ...closed
      .toSorted((a, b) => endOf(a) - endOf(b))
      .map(({ interval, bar }) => new BarClosed({ instrumentId, ...dataOf(interval, bar), revision: bar.revision })),
    ...(quote && quote !== current.quote
      ? [new QuoteChanged({ instrumentId, last: quote.price, at: iso(quote.moment[0]) })]
      : []),
  ];
}
