import { setTimeout as sleep } from "node:timers/promises";
import { InvalidArgumentError } from "commander";
import { stopped } from "./errors.ts";
import { FLUSH } from "./lanes.ts";

/** How many times faster than it happened; Infinity: as fast as it is accepted. */
export function readSpeed(text: string): number {
  const factor = /^(\d+(?:\.\d+)?)x?$/.exec(text)?.[1];
  if (text === "max") return Number.POSITIVE_INFINITY;
  if (Number(factor) > 0) return Number(factor);
  throw new InvalidArgumentError("It must be max, or a number above 0 such as 60x.");
}

/** Milliseconds on this clock that are sent together. */
const TOGETHER = 200;

export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** Lets rows pass when they are due: as far apart as they were, divided by `speed`. They must go from old to new. */
export async function* paced<R extends { readonly at: number }>(
  rows: AsyncIterable<R>,
  speed: number,
  signal: AbortSignal,
  clock: Clock = { now: () => performance.now(), sleep: (time) => sleep(time, undefined, { signal }) },
): AsyncGenerator<R | typeof FLUSH> {
  const since = clock.now();
  let first: number | undefined;
  let window = 0;
  for await (const row of rows) {
    first ??= row.at;
    const next = Math.floor((row.at - first) / speed / TOGETHER);
    if (next > window) {
      window = next;
      yield FLUSH;
      const due = since + window * TOGETHER - clock.now();
      if (due > 0)
        await clock.sleep(due).catch((error: unknown) => {
          throw stopped(error);
        });
    }
    yield row;
  }
}
