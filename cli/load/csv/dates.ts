import { MOST_CELL } from "./numbers.ts";

/** A time as it is written: `wall` in epoch milliseconds as if it were UTC, `offset` in minutes where the text names one. */
export interface Written {
  readonly wall: number;
  readonly offset?: number;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MINUTE = 60_000;
const DAY = 86_400_000;

const TIME = /^(?:[T\s,]+|:)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?\s*(\S.*)?$/i;
const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;

function dayOf(year: number, month: number, day: number): number | undefined {
  const full = year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
  const wall = Date.UTC(full, month - 1, day);
  const read = new Date(wall);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? wall : undefined;
}

function offsetOf(text: string | undefined): { readonly offset?: number } | undefined {
  if (text === undefined) return {};
  if (/^(z|utc|gmt)$/i.test(text)) return { offset: 0 };
  const [, sign, hours, minutes = "0"] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return undefined;
  return { offset: (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) };
}

function hourOf(text: string, half: string | undefined): number {
  const hour = Number(text);
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? Number.NaN : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** The time of day and the offset that follow a date; midnight where nothing follows. */
function withTime(day: number | undefined, rest: string): Written | undefined {
  if (day === undefined) return undefined;
  if (rest === "") return { wall: day };
  const [found, hours = "", minutes, seconds = "0", fraction = "0", half, zone] = TIME.exec(rest) ?? [];
  const hour = hourOf(hours, half);
  const offset = offsetOf(zone?.trim());
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (found === undefined || !offset || !(hour < 24 && minute < 60 && second < 60)) return undefined;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1_000);
  return { wall: day + hour * 60 * MINUTE + minute * MINUTE + second * 1_000 + milliseconds, ...offset };
}

/** Reads a date by a pattern whose groups stand in the order that is given, such as "mdy"; the day may be missing. */
const numeric = (pattern: RegExp, order: string) => (text: string) => {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const part = (letter: string) => Number(found[order.indexOf(letter) + 1] ?? 1);
  return withTime(dayOf(part("y"), part("m"), part("d")), text.slice(found[0].length).trimEnd());
};

const monthOf = (word = ""): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;

const MONTH_FIRST = /^([a-z]{3,9})\.?[ -](?:(\d{1,2})(?:st|nd|rd|th)?,?[ -]+)?(\d{4}|\d{2})(?!\d|:)/i;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4}|\d{2})(?!\d|:)/i;

function named(whole: string): Written | undefined {
  const text = whole.replace(WEEKDAY, "");
  const first = MONTH_FIRST.exec(text);
  const found = first ?? DAY_FIRST.exec(text);
  if (!found) return undefined;
  const [day, month] = first ? [found[2] ?? "1", found[1]] : [found[1], found[2]];
  return withTime(dayOf(Number(found[3]), monthOf(month), Number(day)), text.slice(found[0].length).trimEnd());
}

function compact(text: string): Written | undefined {
  const [, year, month, day, hour, minute, second = "00", zone = ""] =
    /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(Z?))?$/.exec(text) ?? [];
  const date = year === undefined ? undefined : dayOf(Number(year), Number(month), Number(day));
  return withTime(date, hour === undefined ? "" : ` ${hour}:${minute}:${second}${zone}`);
}

/** Units of 10^-decimals seconds; any time from 1973 to 2286 has this many digits. Digits are cut, since a float holds no nanoseconds of today. */
const epoch = (decimals: number, digits: number) => (text: string, exactly: boolean) => {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") return undefined;
  if (!exactly && (whole.length > digits || whole.length < digits - 1)) return undefined;
  const milliseconds = `${whole}${fraction.padEnd(3, "0")}`.slice(0, Math.max(0, whole.length - decimals + 3));
  const wall = Number(`${sign}${milliseconds || "0"}`);
  return Math.abs(wall) < 100_000_000 * DAY ? { wall, offset: 0 } : undefined;
};

const readers = {
  ymd: numeric(/^(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?(?!\d)/, "ymd"),
  mdy: numeric(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d|:)/, "mdy"),
  dmy: numeric(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d|:)/, "dmy"),
  named,
  compact,
  s: epoch(0, 10),
  ms: epoch(3, 13),
  us: epoch(6, 16),
  ns: epoch(9, 19),
};

/** How dates are written: by the order of year, month and day, with the month's name, as digits alone, or as time since 1970. */
export type DateFormat = keyof typeof readers;

export const DATE_FORMATS = Object.keys(readers) as DateFormat[];

/** Reads a date with an optional time of day; undefined if it is not of that format. `exactly`: the format was told, not guessed. */
export const readDate = (text: string, format: DateFormat, exactly = true): Written | undefined =>
  text.length > MOST_CELL ? undefined : readers[format](text.trim(), exactly);
