import type { Rate } from "./handler.ts";

/** How fast a bucket fills, and how much it holds. */
export type Pace = Omit<Rate, "by">;

interface Bucket {
  /** One token fills in so long. */
  readonly interval: number;
  /** All of its tokens do in so long. */
  readonly room: number;
}

/** Whether a bucket can be made of it that lets some through, and not all. */
export function isPace({ limit, per, burst = 1 }: Pace): boolean {
  const interval = per / limit;
  return (
    limit > 0 && interval > 0 && interval < Number.POSITIVE_INFINITY && burst >= 1 && burst < Number.POSITIVE_INFINITY
  );
}

/** A bucket in whole microseconds, so that every ground reckons alike and never more than `limit` pass. */
export function bucketOf({ limit, per, burst = limit }: Pace): Bucket {
  const interval = Math.ceil((per * 1_000) / limit);
  return { interval, room: Math.max(1, burst) * interval };
}

/** Milliseconds until a bucket that will be full at `full` has a token, 0 if it has one; `full` and `now` in microseconds. */
export const waitFor = (full: number, { interval, room }: Bucket, now: number): number =>
  Math.max(0, Math.ceil((Math.max(full, now) + interval - room - now) / 1_000));
