import { setTimeout as sleep } from "node:timers/promises";
import { accepted, type Client } from "../send/client.ts";
import { stopped } from "../send/errors.ts";
import { sideBySide } from "../send/side-by-side.ts";
import type { Series } from "./accepted-readings.ts";

const DAY = 86_400_000;
/** Days of one answer. */
const MOST_DAYS = 10_000;
const AT_ONCE = 8;
const LOOK_EVERY = 500;

export interface CountingOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  /** When the waiting ends at the latest, epoch milliseconds. */
  readonly until: number;
  /** Told how many of the accepted readings are counted. */
  readonly onCounted: (counted: number) => void;
}

const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

interface Point {
  readonly count: number;
}

const metricsPath = (device: string, query: Readonly<Record<string, string>>): string =>
  `/devices/${encodeURIComponent(device)}/metrics?${new URLSearchParams({ interval: "day", ...query })}`;

/** Where the figures of a series are read. */
export const figuresOf = ({ device, metric, first, last }: Series): string =>
  metricsPath(device, {
    metric,
    from: new Date(first).toISOString().slice(0, 10),
    to: new Date(last + DAY).toISOString().slice(0, 10),
  });

/** Undefined if the time was over before it was answered. */
async function countOf(client: Client, series: Series, until: number): Promise<number | undefined> {
  const { device, metric, first, last } = series;
  let count = 0;
  const end = startOfDay(last) + DAY;
  for (let from = startOfDay(first); from < end; from += MOST_DAYS * DAY) {
    const to = Math.min(from + MOST_DAYS * DAY, end);
    const path = metricsPath(device, { metric, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const answer = await client({ method: "GET", path, until });
    if (answer.status === 504) return undefined;
    const { points = [] } = accepted(answer, `reading the figures of ${device}`);
    count += (points as Point[]).reduce((sum, point) => sum + point.count, 0);
  }
  return count;
}

/**
 * Waits until the figures per day have as many readings as were accepted and stand still, since a device may have had others before.
 * Answers how many of them are counted; fewer than were accepted if the time was over before.
 */
export async function awaitCounted(series: readonly Series[], options: CountingOptions): Promise<number> {
  const { client, signal, until, onCounted } = options;
  const counts = new Map<Series, number>();
  const total = () => series.reduce((sum, each) => sum + Math.min(each.accepted, counts.get(each) ?? 0), 0);
  let open = series;
  const look = async (each: Series) => {
    const count = Date.now() < until ? await countOf(client, each, until) : undefined;
    if (count === undefined) return;
    if (count >= each.accepted && count === counts.get(each)) open = open.filter((other) => other !== each);
    counts.set(each, count);
    onCounted(total());
  };
  while (open.length > 0 && Date.now() < until) {
    await sideBySide(open, AT_ONCE, look);
    if (open.length > 0)
      await sleep(LOOK_EVERY, undefined, { signal }).catch((error: unknown) => {
        throw stopped(error);
      });
  }
  return total();
}
