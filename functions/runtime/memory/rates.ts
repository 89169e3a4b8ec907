import type { Rates } from "../ports.ts";
import { bucketOf, waitFor } from "../rates.ts";

/** Token buckets in memory; they do not expire. */
export function memoryRates(): Rates {
  /** When each will be full again: microseconds. */
  const buckets = new Map<string, number>();
  return {
    take: async (name, pace, milliseconds) => {
      const now = Math.round(milliseconds * 1_000);
      const bucket = bucketOf(pace);
      const full = Math.max(buckets.get(name) ?? 0, now);
      const wait = waitFor(full, bucket, now);
      if (wait === 0) buckets.set(name, full + bucket.interval);
      return wait;
    },
  };
}
