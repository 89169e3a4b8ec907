import { type Chance, chance } from "./chance.ts";
import { dateText, HOUR, SECOND_HOUR, STYLES, type Style, ZONES, type Zone } from "./date-texts.ts";

export interface Expected {
  readonly instrument: string;
  readonly at: string;
  /** In hundredths. */
  readonly prices: readonly number[];
  readonly volume: number;
}

const HEADERS = {
  date: ["date", "Date", "TIMESTAMP", "Trade Date"],
  symbol: ["symbol", "Ticker", "INSTRUMENT"],
  open: ["open", "Open", "OPEN"],
  high: ["High", "high", "h"],
  low: ["Low", "LOW", "l"],
  close: ["Close", "Close/Last", "price", "close"],
  volume: ["Volume", "vol", "Vol."],
  other: ["Change %", "note"],
};
type Column = keyof typeof HEADERS;
type Cells = Record<Column, string>;

const BARS: readonly Column[] = ["open", "high", "low"];
const FAULTS: readonly (readonly [cell: string, column: Column, reason: RegExp])[] = [
  ["yesterday", "date", /^"yesterday" is no date of the format [a-z]+$/],
  ["-5", "close", /^(close|price) -5 is not above 0$/],
  ["0", "close", /^(close|price) 0 is not above 0$/],
  ["abc", "close", /^(close|price) "abc" is no number$/],
  ["", "close", /^it has no (close|price)$/],
];

/** What varies from file to file. */
function dialectOf({ pick, one, shuffled }: Chance) {
  const separator = pick([",", ";", "\t", "|"]);
  const isBars = one(0.6);
  return {
    separator,
    style: pick(STYLES) as Style,
    end: pick(["\n", "\r\n", "\r"]),
    mark: pick(separator === "," ? [".", "1,000."] : [".", ","]),
    encoding: pick(["utf8", "utf8", "utf8 with BOM", "utf16le"]),
    quotesAll: one(0.3),
    endsInEnd: one(0.7),
    zone: pick(Object.keys(ZONES) as Zone[]),
    isBars,
    symbols: pick([["AAA"], ["AAA", "BBB", "C C"]]),
    step: pick([24, 1]) * HOUR,
    columns: shuffled<Column>(["date", "symbol", "close", "volume", "other", ...(isBars ? BARS : [])]),
  };
}

type Dialect = ReturnType<typeof dialectOf>;

function lineOf(cells: Cells, { columns, separator, quotesAll }: Dialect): string {
  const quoted = (cell: string) =>
    quotesAll || cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
  return columns.map((column) => quoted(cells[column])).join(separator);
}

function money(hundredths: number, { mark }: Dialect): string {
  const [whole = "", fraction = ""] = (hundredths / 100).toFixed(2).split(".");
  const grouped = mark === "1,000." ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") : whole;
  return `${grouped}${mark === "," ? "," : "."}${fraction}`;
}

function rowOf({ below, pick }: Chance, dialect: Dialect, instrument: string, at: number) {
  const low = 100_000 + below(900_000);
  const [open, close, high, volume] = [low + below(99), low + below(99), low + 100, below(1e6)];
  const cells: Cells = {
    date: dateText(at, dialect.style, dialect.zone),
    symbol: instrument,
    open: money(open, dialect),
    high: money(high, dialect),
    low: money(low, dialect),
    close: money(close, dialect),
    volume: String(volume),
    other: pick(["", "ok", `a "quoted" ${dialect.separator} word`]),
  };
  const prices = dialect.isBars ? [open, high, low, close] : [close, close, close, close];
  return { cells, expected: { instrument, at: new Date(at).toISOString(), prices, volume } };
}

function bytesOf(lines: readonly string[], { end, endsInEnd, encoding }: Dialect): Buffer {
  const text = lines.join(end) + (endsInEnd ? end : "");
  if (encoding === "utf16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
  return Buffer.from(encoding === "utf8" ? text : `\uFEFF${text}`);
}

/** When the rows are, with a gap now and then; an hour that some clocks show twice has none. */
function timesOf({ below, one }: Chance, { step }: Dialect): number[] {
  let at = Date.UTC(2021, below(12), 1 + below(19));
  return Array.from({ length: 40 }, () => {
    at += step * (one(0.05) ? 9 : 1);
    if (at >= SECOND_HOUR && at < SECOND_HOUR + HOUR) at += step;
    return at;
  });
}

/** A price file that varies with its seed in all that real ones vary in, and what is in it. */
export function generated(seed: number) {
  const by = chance(seed);
  const dialect = dialectOf(by);
  const names = Object.fromEntries(dialect.columns.map((column) => [column, by.pick(HEADERS[column])])) as Cells;
  const lines = [lineOf(names, dialect)];
  const expected: Expected[] = [];
  const bad: { line: number; reason: RegExp }[] = [];
  const rows = timesOf(by, dialect).flatMap((at) => dialect.symbols.map((symbol) => rowOf(by, dialect, symbol, at)));
  for (const row of rows) {
    const [cell, column, reason] = lines.length > 5 && by.one(0.02) ? by.pick(FAULTS) : [];
    lines.push(lineOf(column === undefined ? row.cells : { ...row.cells, [column]: cell }, dialect));
    if (reason) bad.push({ line: lines.length, reason });
    else expected.push(row.expected);
  }
  return { bytes: bytesOf(lines, dialect), dialect, expected, bad };
}
