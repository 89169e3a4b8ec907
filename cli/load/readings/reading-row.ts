import { DEVICE_ID } from "../../../functions/telemetry/device-shapes.ts";
import { type BadRow, badRow } from "../csv/bad-rows.ts";
import { isMissing, plainNumber } from "../csv/numbers.ts";
import type { Row } from "../csv/rows.ts";
import type { Layout } from "./layout.ts";
import { metricName } from "./metric-name.ts";

/** One value that a device has measured; `at` in epoch milliseconds. */
export interface Reading {
  readonly line: number;
  readonly device: string;
  readonly metric: string;
  readonly at: number;
  readonly value: number;
}

const MOST = 1e9;
/** What a device may declare as its lateness at most, and how far its clock may be ahead, in milliseconds. */
export const OLDEST = 36_525 * 86_400_000;
const AHEAD = 5 * 60_000;

function timeProblem(at: number, now: number): string | undefined {
  if (at < now - OLDEST) return "it is more than 36525 days old";
  return at > now + AHEAD ? "it is more than 5 minutes ahead of the clock here" : undefined;
}

type Told = (reason: string) => void;

function measured(cell: string, metric: string, { mark }: Layout, bad: Told): number | undefined {
  if (isMissing(cell)) return undefined;
  const plain = plainNumber(cell, mark);
  const value = Number(plain);
  if (plain === undefined) bad(`${metric} ${JSON.stringify(cell)} is no number`);
  else if (Math.abs(value) > MOST) bad(`${metric} ${cell} is beyond ${MOST}`);
  else return value;
  return undefined;
}

/** Metric and cell of each reading that a row may have. */
function cellsIn({ cells }: Row, { wide, only, columns }: Layout): (readonly [metric: string, cell: string])[] {
  if (columns.metric === undefined || columns.value === undefined)
    return [...wide].map(([column, metric]) => [metric, cells[column] ?? ""] as const);
  const metric = metricName(cells[columns.metric] ?? "");
  return only === undefined || only.has(metric) ? [[metric, cells[columns.value] ?? ""]] : [];
}

/** The readings of a row, empty cells left out; what is wrong with it is told to `tell`. */
export function readingsOf(row: Row, width: number, layout: Layout, tell: (bad: BadRow) => void): Reading[] {
  const { line, cells } = row;
  const bad = (reason: string) => tell(badRow(row, reason));
  const { columns, times } = layout;
  const device = layout.device ?? cells[columns.device ?? -1] ?? "";
  const instant = times.read(row);
  const untimely = instant && timeProblem(instant.at, times.now);
  if (cells.length < width) bad(`it has ${cells.length} of ${width} fields`);
  else if (device === "" || device.length > 100) bad("it names no device, or one of more than 100 characters");
  else if (!DEVICE_ID.test(device)) bad(`the device ${JSON.stringify(device)} has one of / \\ % ? #, or is dots alone`);
  else if (!instant) bad(`${JSON.stringify(times.text(row))} is no date of the format ${times.dates.format}`);
  else if (untimely !== undefined) bad(untimely);
  else
    return cellsIn(row, layout).flatMap(([metric, cell]) => {
      if (metric === "") bad("it names no metric");
      const value = metric === "" ? undefined : measured(cell, metric, layout, bad);
      return value === undefined ? [] : [{ line, device, metric, at: instant.at, value }];
    });
  return [];
}
