import { misused } from "../../failure.ts";
import type { Columns } from "./columns.ts";
import { type DateFormat, readDate, type Written } from "./dates.ts";
import { type Dates, guessDates } from "./guess-date-format.ts";
import { isMissing } from "./numbers.ts";
import type { Row } from "./rows.ts";
import type { Table } from "./table.ts";
import { instantsIn } from "./zone.ts";

/** When something was: `at` in epoch milliseconds, `wall` as the clock there showed it. */
export interface Instant {
  readonly at: number;
  readonly wall: number;
}

/** How the times of a file are read. */
export interface Times {
  readonly dates: Dates;
  readonly zone: string;
  /** When the file was opened, epoch milliseconds: one clock for the survey and for the sending. */
  readonly now: number;
  /** Undefined where the row's text is no time. */
  read(row: Row): Instant | undefined;
  text(row: Row): string;
}

export interface TimeOptions {
  readonly dateFormat?: DateFormat;
  readonly timeZone?: string;
}

const instantOf = (written: Written | undefined, toInstant: (written: Written) => number): Instant | undefined =>
  written && { at: toInstant(written), wall: written.wall };

/** Finds out how the file says when. Throws `misused` where it does not, or cannot be understood. */
export function timesOf(
  table: Table,
  columns: Columns<"date" | "time">,
  { dateFormat, timeZone = "UTC" }: TimeOptions,
): Times {
  const { date, time } = columns;
  if (date === undefined)
    throw misused(
      "which column says when is not clear",
      `Name it: --columns date=…, one of ${table.columns.join(", ")}.`,
    );
  const toInstant = instantsIn(timeZone);
  const text = ({ cells }: Row) =>
    time === undefined ? (cells[date] ?? "") : `${cells[date] ?? ""} ${cells[time] ?? ""}`.trim();
  const texts = table.sample.map(text).filter((each) => !isMissing(each));
  const dates = dateFormat ? { format: dateFormat, example: texts[0] ?? "" } : guessDates(texts);
  // Rows of one time often follow each other, and dates are the dearest part of a row.
  let last: { text: string; instant: Instant | undefined } | undefined;
  const read = (row: Row) => {
    const now = text(row);
    if (last?.text !== now) last = { text: now, instant: instantOf(readDate(now, dates.format), toInstant) };
    return last.instant;
  };
  return { dates, zone: timeZone, now: Date.now(), read, text };
}
