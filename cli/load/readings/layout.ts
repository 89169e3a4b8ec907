import { misused } from "../../failure.ts";
import { type Columns, columnNamed, findColumns, readOverrides, TIMES } from "../csv/columns.ts";
import { type DecimalMark, guessMark, plainNumber } from "../csv/numbers.ts";
import { cellsOf, type Table } from "../csv/table.ts";
import { type TimeOptions, type Times, timesOf } from "../csv/times.ts";
import { metricName } from "./metric-name.ts";

const ROLES = {
  device: [
    "device",
    "deviceid",
    "sensor",
    "sensorid",
    "station",
    "stationid",
    "location",
    "node",
    "host",
    "meter",
    "id",
  ],
  metric: ["metric", "parameter", "measurement", "variable", "sensortype", "quantity", "metricname"],
  value: ["value", "reading", "val", "measuredvalue", "result"],
  ...TIMES,
};

type Role = keyof typeof ROLES;

export interface LayoutOptions extends TimeOptions {
  readonly device?: string;
  readonly deviceColumn?: string;
  readonly columns?: string;
  readonly metrics?: string;
  readonly decimalMark?: DecimalMark;
}

/** What a readings file's columns mean. */
export interface Layout {
  readonly columns: Columns<Role>;
  /** Metrics by column of a wide file; a long file has none, but the columns metric and value. */
  readonly wide: ReadonlyMap<number, string>;
  /** Only these metrics of a long file. */
  readonly only?: ReadonlySet<string>;
  readonly mark: DecimalMark;
  readonly times: Times;
  /** The one device of all rows, unless a column names it. */
  readonly device?: string;
}

const listed = (text: string): string[] => text.split(",").map((name) => name.trim());

function assertOneDevice({ device, deviceColumn }: LayoutOptions, column: number | undefined): void {
  if (device !== undefined && deviceColumn !== undefined)
    throw misused("both one device and a column of devices are named", "Give --device or --device-column.");
  if (device === undefined && column === undefined)
    throw misused(
      "whose readings these are is not clear",
      "Name it with --device, or its column with --device-column.",
    );
}

/** Most of what the column has are numbers, with whatever decimal mark. */
function isMeasured(table: Table, column: number): boolean {
  const cells = cellsOf(table, column);
  const numbers = cells.filter((cell) => plainNumber(cell, ".") !== undefined || plainNumber(cell, ",") !== undefined);
  return numbers.length * 2 > cells.length;
}

function wideOf(table: Table, taken: ReadonlySet<number | undefined>, metrics: string | undefined) {
  const columns =
    metrics === undefined
      ? table.columns.map((_, index) => index).filter((index) => !taken.has(index) && isMeasured(table, index))
      : listed(metrics).map((name) => columnNamed(table, name));
  if (columns.length === 0)
    throw misused("no column has readings", `Name some with --metrics, of ${table.columns.join(", ")}.`);
  const named = new Map(columns.map((index) => [index, metricName(table.columns[index] ?? "")]));
  if (new Set(named.values()).size === named.size) return named;
  throw misused("two columns would be one metric", `Choose columns with --metrics, of ${table.columns.join(", ")}.`);
}

function markOf(table: Table, columns: Iterable<number>): DecimalMark {
  const mark = guessMark([...columns].flatMap((column) => cellsOf(table, column)));
  if (mark) return mark;
  throw misused(
    "whether the commas of the readings stand for decimals or thousands cannot be told",
    "Say it: --decimal comma or --decimal point.",
  );
}

/** Finds out what each column means; whatever is told goes before what is guessed. Throws `misused` where that is not clear. */
export function layoutOf(table: Table, options: LayoutOptions): Layout {
  const { device: one, deviceColumn, metrics } = options;
  const told = options.columns === undefined ? new Map<string, string>() : new Map(readOverrides(options.columns));
  if (deviceColumn !== undefined) told.set("device", deviceColumn);
  const { device, metric, value, ...when }: Columns<Role> = findColumns(table, ROLES, told);
  assertOneDevice(options, device);
  const owner = one === undefined && device !== undefined ? { device } : {};
  const isLong = metric !== undefined && value !== undefined;
  const wide = isLong ? new Map() : wideOf(table, new Set([device, when.date, when.time]), metrics);
  return {
    columns: isLong ? { ...owner, metric, value, ...when } : { ...owner, ...when },
    wide,
    ...(isLong && metrics !== undefined && { only: new Set(listed(metrics).map(metricName)) }),
    mark: options.decimalMark ?? markOf(table, isLong ? [value] : wide.keys()),
    times: timesOf(table, when, options),
    ...(one !== undefined && { device: one }),
  };
}
