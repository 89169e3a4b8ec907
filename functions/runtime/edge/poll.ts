import type { Clock } from "../ports.ts";

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 200;

/** Looks until something is found, pausing 10 ms at first and 200 ms at most; undefined once `until` (epoch milliseconds) has passed. */
export async function poll<T>(clock: Clock, until: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const found = await look();
    if (found !== undefined) return found;
    const left = until - clock.now();
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(pause, left));
  }
}
