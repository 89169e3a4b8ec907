import { MOST_PRICE } from "../../../functions/trading/domain/bounds.ts";
import { inUnits } from "../csv/numbers.ts";
import type { Price } from "./price-row.ts";
import { usualStep } from "./steps.ts";
import type { Listed, Survey } from "./survey.ts";

export const INTERVALS = ["tick", "1m", "1h", "1d"] as const;
export type Interval = (typeof INTERVALS)[number];

const MOST_DECIMALS = 8;

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Some days have 23 hours. */
const SHORTEST_DAY = 20 * HOUR;

/** What length of bars a file has: that of its usual step; prices between full minutes, or two of one time, are ticks. */
function intervalOf({ steps, repeated, wholeDays, wholeMinutes }: Survey, bars: boolean): Interval {
  const step = usualStep(steps);
  if (!bars && repeated > 0) return "tick";
  if (step >= SHORTEST_DAY || (step === 0 && wholeDays)) return "1d";
  if (!wholeMinutes || step < MINUTE) return "tick";
  return step >= HOUR ? "1h" : "1m";
}

/** The decimals that hold an instrument's prices exactly, as far as a price has room for them. */
export function decimalsFor({ decimals, highest }: Listed): number {
  let fitting = Math.min(decimals, MOST_DECIMALS);
  while (fitting > 0 && highest * 10 ** fitting > MOST_PRICE) fitting--;
  return fitting;
}

/** A price as it is posted: whole units of 10^-decimals. */
export interface Posted {
  readonly at: string;
  readonly interval: Interval;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly place?: number;
}

export function postedOf(
  { at, open, high, low, close, volume, place }: Price,
  decimals: number,
  interval: Interval,
): Posted {
  const units = (plain: string) => Math.max(1, inUnits(plain, decimals));
  const prices = { open: units(open), high: units(high), low: units(low), close: units(close) };
  return { at: new Date(at).toISOString(), interval, ...prices, volume, ...(place !== undefined && { place }) };
}

/** What will be posted of a file. */
export interface Plan {
  readonly interval: Interval;
  /** By instrument. */
  readonly decimals: ReadonlyMap<string, number>;
  /** The file must be sorted first. */
  readonly sorts: boolean;
}

export interface PlanOptions {
  readonly interval?: Interval;
  readonly decimals?: number;
  readonly speed: number;
}

export function planOf(survey: Survey, bars: boolean, { interval, decimals, speed }: PlanOptions): Plan {
  const chosen = [...survey.instruments].map(([name, listed]) => [name, decimals ?? decimalsFor(listed)] as const);
  return {
    interval: interval ?? intervalOf(survey, bars),
    decimals: new Map(chosen),
    sorts: survey.disordered > 0 || (Number.isFinite(speed) && !survey.chronological),
  };
}

/** Tells apart ticks of one time by their place. */
export async function* inPlace(prices: AsyncIterable<Price>, interval: Interval): AsyncGenerator<Price> {
  if (interval !== "tick") {
    yield* prices;
    return;
  }
  const latest = new Map<string, { at: number; place: number }>();
  for await (const price of prices) {
    const before = latest.get(price.instrument);
    const place = before?.at === price.at ? before.place + 1 : 0;
    latest.set(price.instrument, { at: price.at, place });
    yield { ...price, place };
  }
}
