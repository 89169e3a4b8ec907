import type { MarketPrice } from "../contracts.ts";
import { bucketOf, INTERVALS, intervalsOf } from "./bars.ts";
import { type Market, seenOf } from "./tape.ts";

export interface Sifted {
  readonly fresh: readonly MarketPrice[];
  /** How many came when their bars were no longer kept, so that nobody could tell whether they are new. */
  readonly late: number;
  /** How many had been recorded before. */
  readonly repeated: number;
}

/** What makes two prices the same one: a bar its time, a tick all that it says; one's own trade is told once. */
function nameOf(price: MarketPrice): string | undefined {
  if (price.tradeId !== undefined) return undefined;
  const { interval, at } = price;
  return interval === "tick" ? seenOf(price).join(" ") : `${interval} ${bucketOf(Date.parse(at), interval)}`;
}

function isLate({ gone, forgotten }: Market, price: MarketPrice): boolean {
  const at = Date.parse(price.at);
  const { interval, tradeId } = price;
  if (interval !== "tick") return bucketOf(at, interval) <= gone[interval];
  if (tradeId === undefined && at <= forgotten) return true;
  return intervalsOf(price).every((each) => bucketOf(at, each) <= gone[each]);
}

/** The names of what has been told, if any price has one. */
function namesFor({ seen, bars }: Market, prices: readonly MarketPrice[]): Set<string> {
  if (prices.every(({ tradeId }) => tradeId !== undefined)) return new Set();
  const own = INTERVALS.flatMap((interval) =>
    bars[interval].filter(({ grain }) => grain === interval).map(({ from }) => `${interval} ${from}`),
  );
  return new Set([...seen.map((tick) => tick.join(" ")), ...own]);
}

/** Tells new prices from those that were recorded before and from those too late to be told. */
export function sifted(market: Market, prices: readonly MarketPrice[]): Sifted {
  const names = namesFor(market, prices);
  const fresh: MarketPrice[] = [];
  let [late, repeated] = [0, 0];
  for (const price of prices) {
    const name = nameOf(price);
    if (isLate(market, price)) late += 1;
    else if (name !== undefined && names.has(name)) repeated += 1;
    else {
      fresh.push(price);
      if (name !== undefined) names.add(name);
    }
  }
  return { fresh, late, repeated };
}
