import type { MarketPrice } from "../contracts.ts";
import { type Market, tickIdentity } from "./apply-prices.ts";
import { barStart, INTERVALS, intervalsOf } from "./bars.ts";

export interface ClassifiedPrices {
  readonly fresh: readonly MarketPrice[];
  /** How many came when their bars were no longer kept, so that nobody could tell whether they are new. */
  readonly late: number;
  /** How many had been recorded before. */
  readonly repeated: number;
}

/** What makes two prices the same one: a bar its time, a tick all that it says; one's own trade comes once. */
function identityOf(price: MarketPrice): string | undefined {
  if (price.tradeId !== undefined) return undefined;
  const { interval, at } = price;
  return interval === "tick" ? tickIdentity(price).join(" ") : `${interval} ${barStart(Date.parse(at), interval)}`;
}

function isLate({ barsDroppedTo, ticksDroppedTo }: Market, price: MarketPrice): boolean {
  const at = Date.parse(price.at);
  const { interval, tradeId } = price;
  if (interval !== "tick") return barStart(at, interval) <= barsDroppedTo[interval];
  if (tradeId === undefined && at <= ticksDroppedTo) return true;
  return intervalsOf(price).every((each) => barStart(at, each) <= barsDroppedTo[each]);
}

/** The identities of what has been recorded, if any price has one. */
function knownIdentities({ ticks, bars }: Market, prices: readonly MarketPrice[]): Set<string> {
  if (prices.every(({ tradeId }) => tradeId !== undefined)) return new Set();
  const barsOfOthers = INTERVALS.flatMap((interval) =>
    bars[interval].filter(({ grain }) => grain === interval).map(({ from }) => `${interval} ${from}`),
  );
  return new Set([...ticks.map((tick) => tick.join(" ")), ...barsOfOthers]);
}

/** Tells new prices from those that were recorded before and from those that are too late to be told from them. */
export function classifyPrices(market: Market, prices: readonly MarketPrice[]): ClassifiedPrices {
  const known = knownIdentities(market, prices);
  const fresh: MarketPrice[] = [];
  let [late, repeated] = [0, 0];
  for (const price of prices) {
    const identity = identityOf(price);
    if (isLate(market, price)) late += 1;
    else if (identity !== undefined && known.has(identity)) repeated += 1;
    else {
      fresh.push(price);
      if (identity !== undefined) known.add(identity);
    }
  }
  return { fresh, late, repeated };
}
