import { Rejected } from "../../runtime/index.ts";
import { BarClosed, type Interval, PricesRecorded, QuoteChanged } from "../contracts.ts";
import { type Bar, INTERVALS, LENGTHS } from "./bars.ts";
import type { Sifted } from "./sifting.ts";
import { type ClosedBar, laid, type Market } from "./tape.ts";

const MOST_VOLUME = 4_000_000_000_000_000;
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

const endOf = ({ interval, bar }: ClosedBar): number => bar.from + LENGTHS[interval];

function assertBounded({ bars, seen }: Market): void {
  if (seen.length > MOST_AT_ONE_TIME)
    throw new Rejected("too-many-at-one-time", `more than ${MOST_AT_ONE_TIME} ticks have one time`, {
      help: "give ticks the time they have, or record bars",
    });
  if (INTERVALS.some((interval) => bars[interval].some(({ volume }) => volume > MOST_VOLUME)))
    throw new Rejected("volume-overflow", `a bar's volume would be above ${MOST_VOLUME}`, {
      help: "look at the volumes",
    });
}

/** The facts that prices come to: themselves, the bars they close or correct, and the quote if it is a newer one. */
export function recordings(instrumentId: string, current: Market, { fresh, late, repeated }: Sifted) {
  const { market, closed } = laid(current, fresh);
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
