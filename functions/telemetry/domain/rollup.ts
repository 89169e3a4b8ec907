import type { Reading } from "../contracts.ts";
import { type Bucket, bucketOf, merged } from "./bucket.ts";
import { RETENTION } from "./retention.ts";
import { DAY, HOUR, MINUTE } from "./windows.ts";

/** How readings are summed up: `size` of a bucket, and where in its time a bucket has the name of its row and its own. */
export const INTERVALS = {
  minute: { size: MINUTE, row: 13, slot: 14 },
  hour: { size: HOUR, row: 10, slot: 11 },
  day: { size: DAY, row: 7, slot: 8 },
} as const;

export type Interval = keyof typeof INTERVALS;

/** Whose readings, and of what. */
export interface Series {
  readonly of: "device" | "fleet";
  readonly id: string;
  readonly metric: string;
}

/** The minutes of an hour, the hours of a day or the days of a month, each by its two digits: one row. */
export type RollupRow = Readonly<Record<string, Bucket>>;

/** The row that a time falls in; ISO 8601. */
export const rowName = ({ of, id, metric }: Series, interval: Interval, at: string): string =>
  [of, encodeURIComponent(id), metric, interval, at.slice(0, INTERVALS[interval].row)].join("/");

/** The bucket of a row that a time falls in. */
export const slotOf = (interval: Interval, at: string): string => {
  const { slot } = INTERVALS[interval];
  return at.slice(slot, slot + 2);
};

const named = (name: string): { of: string; metric: string; interval: Interval } => {
  const [of = "", , metric = "", interval = ""] = name.split("/");
  return { of, metric, interval: interval as Interval };
};

const intervals = Object.keys(INTERVALS) as Interval[];

/** All the rows that the readings of one device and hour count in. */
export function rowsOf(deviceId: string, fleetId: string, readings: readonly Reading[]): string[] {
  const at = readings[0]?.at ?? "";
  const metrics = [...new Set(readings.map(({ metric }) => metric))];
  return metrics.flatMap((metric) =>
    intervals.flatMap((interval) => [
      rowName({ of: "device", id: deviceId, metric }, interval, at),
      rowName({ of: "fleet", id: fleetId, metric }, interval, at),
    ]),
  );
}

/** The row with readings counted that are new. */
export function counted(row: RollupRow, name: string, readings: readonly Reading[]): RollupRow {
  const { metric, interval } = named(name);
  const own = readings.filter((reading) => reading.metric === metric);
  const bySlot = Map.groupBy(own, ({ at }) => slotOf(interval, at));
  const news = [...bySlot].map(([slot, own]) => [slot, merged(row[slot], bucketOf(own.map(({ value }) => value)))]);
  return { ...row, ...Object.fromEntries(news) };
}

/** What two parts of a row come to. */
export const mergedRows = (one: RollupRow, other: RollupRow): RollupRow => ({
  ...one,
  ...Object.fromEntries(Object.entries(other).map(([slot, bucket]) => [slot, merged(one[slot], bucket)])),
});

const FLEET_PARTS = 16;

/** In how many parts a row is kept: every batch writes that of the fleet. */
export const partsOf = (name: string): number => (named(name).of === "fleet" ? FLEET_PARTS : 1);

/** Milliseconds a row is kept; undefined: for ever. */
export const keptFor = (name: string): number | undefined => RETENTION[named(name).interval];
