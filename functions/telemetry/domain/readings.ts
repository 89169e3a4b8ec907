import { Rejected, state } from "../../runtime/index.ts";
import { MetricUpdated, NothingReported, type Reading, ReadingsReported, type ReportReadings } from "../contracts.ts";
import { type Bucket, bucketOf, merged, millionths, rounded } from "./bucket.ts";
import { ownOf } from "./own.ts";
import { RETENTION } from "./retention.ts";
import { hourOf, isOver, windowIdOf } from "./windows.ts";

interface MetricOfHour {
  readonly revision: number;
  readonly bucket: Bucket;
}

/** What one device has reported of one hour. */
export interface HourOfReadings {
  readonly count: number;
  readonly metrics: Readonly<Record<string, MetricOfHour>>;
  /** By metric, what each reading is known by. */
  readonly known: Readonly<Record<string, Readonly<Record<string, 1>>>>;
  /** When the last report was taken that said something new. */
  readonly taken: string;
}

const initial: HourOfReadings = { count: 0, metrics: {}, known: {}, taken: "" };

/** A device that reports more of one hour than this is out of order; its hour must stay one state. */
const MOST_READINGS = 20_000;
const MOST_METRICS = 50;
/** So that the totals an event counts in fit into one transaction. */
const METRICS_PER_EVENT = 10;

/** A reading is what it says: the same time with another value is another reading, so that no order of arrival decides. */
const identityOf = ({ at, value }: Reading): string => `${Date.parse(at) % 3_600_000}:${millionths(value)}`;

export const readings = state("readings", {
  key: "windowId",
  version: 2,
  from: [ReadingsReported, MetricUpdated, NothingReported],
  initial,
  keptFor: RETENTION.raw,
})({
  ReadingsReported: (current, { readings }, { time }) => {
    const known = { ...current.known };
    for (const [metric, own] of Map.groupBy(readings, (reading) => reading.metric))
      known[metric] = {
        ...ownOf(known, metric),
        ...Object.fromEntries(own.map((reading) => [identityOf(reading), 1 as const])),
      };
    return { ...current, count: current.count + readings.length, known, taken: time };
  },
  MetricUpdated: (current, { metric, count, sum, min, max, revision }) => ({
    ...current,
    metrics: { ...current.metrics, [metric]: { revision, bucket: [count, sum, min, max] } },
  }),
  NothingReported: (current) => current,
});

const kept = ({ metric, at, value }: Reading): Reading => ({
  metric,
  at: new Date(at).toISOString(),
  value: rounded(value),
});

/** Those that are not known yet, by metric in the order of the alphabet, by time, then value. */
function newsOf(current: HourOfReadings, reported: readonly Reading[]): Map<string, Reading[]> {
  const news = new Map<string, Map<string, Reading>>();
  for (const reading of reported.map(kept)) {
    const { metric } = reading;
    const identity = identityOf(reading);
    if (Object.hasOwn(ownOf(current.known, metric) ?? {}, identity)) continue;
    news.set(metric, (news.get(metric) ?? new Map()).set(identity, reading));
  }
  const inOrder = (a: Reading, b: Reading) => Date.parse(a.at) - Date.parse(b.at) || a.value - b.value;
  return new Map(
    [...news].sort(([a], [b]) => (a < b ? -1 : 1)).map(([metric, own]) => [metric, [...own.values()].sort(inOrder)]),
  );
}

function assertFits(current: HourOfReadings, news: ReadonlyMap<string, readonly Reading[]>): void {
  const metrics = new Set([...Object.keys(current.metrics), ...news.keys()]);
  if (metrics.size > MOST_METRICS)
    throw new Rejected("too-many-metrics", `a device reports at most ${MOST_METRICS} metrics an hour`, {
      help: "report fewer metrics",
    });
  const count = [...news.values()].reduce((sum, own) => sum + own.length, current.count);
  if (count > MOST_READINGS)
    throw new Rejected("hour-full", `a device reports at most ${MOST_READINGS} readings an hour`, {
      help: "report less often",
    });
}

type Placed = Pick<ReportReadings["data"], "windowId" | "deviceId" | "fleetId">;

function updated(current: HourOfReadings, place: Placed, metric: string, own: readonly Reading[], now: string) {
  const before = ownOf(current.metrics, metric);
  const window = hourOf(place.windowId);
  const [count, sum, min, max] = merged(before?.bucket, bucketOf(own.map(({ value }) => value)));
  return new MetricUpdated({
    ...place,
    metric,
    from: new Date(window.from).toISOString(),
    count,
    sum,
    min,
    max,
    revision: (before?.revision ?? 0) + 1,
    correction: isOver(window, now),
  });
}

/** What is new in a report, and what that makes of each metric; `now` is when it is committed. */
export function report(
  current: HourOfReadings,
  { readings, ...place }: ReportReadings["data"],
  now: string,
): (ReadingsReported | MetricUpdated)[] {
  if (readings.some(({ at }) => windowIdOf(place.deviceId, Date.parse(at)) !== place.windowId))
    throw new Rejected("wrong-window", `not all readings are of ${place.windowId}`, {
      help: "report the readings of each hour on their own",
    });
  const news = newsOf(current, readings);
  assertFits(current, news);
  const metrics = [...news];
  const reported: ReadingsReported[] = [];
  for (let i = 0; i < metrics.length; i += METRICS_PER_EVENT) {
    const own = metrics.slice(i, i + METRICS_PER_EVENT).flatMap(([, readings]) => readings);
    reported.push(new ReadingsReported({ ...place, readings: own }));
  }
  return [...reported, ...metrics.map(([metric, own]) => updated(current, place, metric, own, now))];
}
