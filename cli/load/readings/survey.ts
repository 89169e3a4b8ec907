import type { Badness } from "../csv/bad-rows.ts";
import { rowsIn, type Table } from "../csv/table.ts";
import type { Layout } from "./layout.ts";
import { type Reading, readingsOf } from "./reading-row.ts";

/** What a file has of one metric. */
interface Measured {
  count: number;
  lowest: number;
  highest: number;
  sum: number;
}

/** What a file has of one device. */
interface Reporting {
  count: number;
  first: number;
  last: number;
  before: number;
}

/** What a whole file has. */
export interface Survey {
  readonly devices: ReadonlyMap<string, Reporting>;
  readonly metrics: ReadonlyMap<string, Measured>;
  readonly readings: number;
  /** Readings that are older than the one before, of the same device. */
  readonly disordered: number;
  readonly chronological: boolean;
}

/** All readings of a file, in its order; what cannot be read is told to `bad`. */
export async function* readingsIn(table: Table, layout: Layout, bad: Badness, onBytes?: (read: number) => void) {
  const width = Math.max(...Object.values(layout.columns), ...layout.wide.keys()) + 1;
  for await (const row of rowsIn(table, onBytes)) yield* readingsOf(row, width, layout, bad.add);
}

function entryOf<V>(map: Map<string, V>, key: string, fresh: V): V {
  const known = map.get(key);
  if (known === undefined) map.set(key, fresh);
  return known ?? fresh;
}

/** Reads a whole file once, to know what is in it before any of it is sent; keeps some figures per device and metric and no rows. */
export async function surveyOf(readings: AsyncIterable<Reading>): Promise<Survey> {
  const devices = new Map<string, Reporting>();
  const metrics = new Map<string, Measured>();
  const found = { readings: 0, disordered: 0, chronological: true };
  let newest = Number.NEGATIVE_INFINITY;
  for await (const { device, metric, at, value } of readings) {
    const reporting = entryOf(devices, device, { count: 0, first: at, last: at, before: at });
    if (at < reporting.before) found.disordered++;
    found.chronological &&= at >= newest;
    newest = Math.max(newest, at);
    found.readings++;
    reporting.count++;
    reporting.first = Math.min(reporting.first, at);
    reporting.last = Math.max(reporting.last, at);
    reporting.before = at;
    const measured = entryOf(metrics, metric, { count: 0, lowest: value, highest: value, sum: 0 });
    measured.count++;
    measured.lowest = Math.min(measured.lowest, value);
    measured.highest = Math.max(measured.highest, value);
    measured.sum += value;
  }
  return { ...found, devices, metrics };
}
