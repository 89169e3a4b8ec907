import { misused } from "../../failure.ts";
import { type Columns, findColumns, readOverrides, TIMES } from "../csv/columns.ts";
import { type DecimalMark, guessMark } from "../csv/numbers.ts";
import { cellsOf, type Table } from "../csv/table.ts";
import { type TimeOptions, type Times, timesOf } from "../csv/times.ts";

const ROLES = {
  symbol: ["symbol", "ticker", "instrument", "instrumentid", "isin", "ric", "stock", "pair", "code", "name"],
  ...TIMES,
  open: ["open", "o", "openprice", "firstprice", "openingprice"],
  high: ["high", "h", "max", "highprice", "highest"],
  low: ["low", "l", "min", "lowprice", "lowest"],
  close: [
    "close",
    "c",
    "price",
    "last",
    "closelast",
    "closeprice",
    "closingprice",
    "lastprice",
    "settle",
    "value",
    "adjclose",
  ],
  volume: ["volume", "vol", "v", "qty", "quantity", "size", "amount", "shares"],
};

type Role = keyof typeof ROLES;

export interface LayoutOptions extends TimeOptions {
  readonly instrument?: string;
  readonly instrumentColumn?: string;
  readonly columns?: string;
  readonly decimalMark?: DecimalMark;
}

/** What a price file's columns mean. */
export interface Layout {
  readonly columns: Columns<Role>;
  /** Its rows have open, high, low and close; else one price each. */
  readonly bars: boolean;
  readonly close: number;
  readonly mark: DecimalMark;
  readonly times: Times;
  /** The one instrument of all rows, unless a column names it. */
  readonly instrument?: string;
}

function assertOneInstrument({ instrument, instrumentColumn }: LayoutOptions, column: number | undefined): void {
  if (instrument !== undefined && instrumentColumn !== undefined)
    throw misused(
      "both one instrument and a column of instruments are named",
      "Give --instrument or --instrument-column.",
    );
  if (instrument === undefined && column === undefined)
    throw misused(
      "whose prices these are is not clear",
      "Name it with --instrument, or its column with --instrument-column.",
    );
}

function markOf(table: Table, columns: Columns<Role>): DecimalMark {
  const prices = [columns.open, columns.high, columns.low, columns.close].filter((column) => column !== undefined);
  const mark = guessMark(prices.flatMap((column) => cellsOf(table, column)));
  if (mark) return mark;
  throw misused(
    "whether the commas of the prices stand for decimals or thousands cannot be told",
    "Say it: --decimal comma or --decimal point.",
  );
}

/** Finds out what each column means; whatever is told goes before what is guessed. Throws `misused` where that is not clear. */
export function layoutOf(table: Table, options: LayoutOptions): Layout {
  const { instrument, instrumentColumn } = options;
  const told = options.columns === undefined ? new Map<string, string>() : new Map(readOverrides(options.columns));
  if (instrumentColumn !== undefined) told.set("symbol", instrumentColumn);
  const { symbol, ...columns }: Columns<Role> = findColumns(table, ROLES, told);
  assertOneInstrument(options, symbol);
  const { open, high, low, close } = columns;
  if (close === undefined)
    throw misused("no column has prices", `Name it: --columns close=…, one of ${table.columns.join(", ")}.`);
  return {
    columns: instrument === undefined && symbol !== undefined ? { symbol, ...columns } : columns,
    bars: open !== undefined && high !== undefined && low !== undefined,
    close,
    mark: options.decimalMark ?? markOf(table, columns),
    times: timesOf(table, columns, options),
    ...(instrument !== undefined && { instrument }),
  };
}
