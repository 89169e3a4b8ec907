import type { Reading } from "./reading-row.ts";

/** A service takes so many readings at once, of so many hours. */
export const MOST_READINGS = 1_000;
const MOST_HOURS = 100;
const HOUR = 3_600_000;

/** Cuts readings where a request would be about too many hours. */
export function byHours(readings: readonly Reading[]): Reading[][] {
  const batches: Reading[][] = [];
  let hours = new Set<number>();
  for (const reading of readings) {
    const hour = Math.floor(reading.at / HOUR);
    if (batches.length === 0 || (!hours.has(hour) && hours.size === MOST_HOURS)) {
      batches.push([]);
      hours = new Set();
    }
    hours.add(hour);
    batches.at(-1)?.push(reading);
  }
  return batches;
}
