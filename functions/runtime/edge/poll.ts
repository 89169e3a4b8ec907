import type { Clock } from "../ports.ts";

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 200;

/**
 * Looks until something is found; undefined once `until` (epoch milliseconds) has passed.
 * It pauses 10 ms at first, then twice as long each time, up to `longestPause` milliseconds; default 200.
 */
export async function poll<T>(
  clock: Clock,
  until: number,
  look: () => Promise<T | undefined>,
  longestPause = LONGEST_PAUSE,
): Promise<T | undefined> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(longestPause, pause * 2)) {
    const found = await look();
    if (found !== undefined) return found;
    const left = until - clock.now();
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(pause, left));
  }
}
