import { misused } from "../../failure.ts";
import { DATE_FORMATS, type DateFormat, readDate } from "./dates.ts";

/** A format, an example of it, and what speaks for it where others were possible. */
export interface Dates {
  readonly format: DateFormat;
  readonly example: string;
  readonly because?: string;
}

const SAME_SHAPE: Partial<Record<DateFormat, DateFormat>> = { mdy: "dmy", dmy: "mdy" };
const ORDER: Partial<Record<DateFormat, string>> = { mdy: "month first", dmy: "day first" };

const DOTTED = /^\d+\.\d+\./;

function unreadable(example: string): Error {
  return misused(
    `dates such as ${JSON.stringify(example)} cannot be read`,
    "Name another column with --columns date=…, or the format with --date-format.",
  );
}

function ambiguous(example: string): Error {
  return misused(
    `whether dates such as ${JSON.stringify(example)} have the day or the month first cannot be told`,
    "Say it: --date-format dmy or --date-format mdy.",
  );
}

/** Guesses how the dates of a sample are written. Throws `misused` where they cannot be read, or in more than one way. */
export function guessDates(texts: readonly string[]): Dates {
  const readable = (format: DateFormat) => texts.filter((text) => readDate(text, format, false));
  const [best = { format: "ymd" as const, read: [] }] = DATE_FORMATS.map((format) => ({
    format,
    read: readable(format),
  })).toSorted((a, b) => b.read.length - a.read.length);
  const { format, read } = best;
  const example = read[0] ?? texts[0] ?? "";
  if (read.length === 0 || read.length * 2 < texts.length) throw unreadable(example);
  const other = SAME_SHAPE[format];
  if (other === undefined) return { format, example };
  const onlyBest = read.filter((text) => !readDate(text, other));
  const [proof] = onlyBest;
  const against = readable(other).length - (read.length - onlyBest.length);
  if (proof === undefined && against === 0 && read.every((text) => DOTTED.test(text)))
    return { format: "dmy", example, because: "a guess: with dots, the day usually comes first" };
  if (proof === undefined || against > 0) throw ambiguous(example);
  return { format, example, because: `a guess: ${JSON.stringify(proof)} can only be ${ORDER[format]}` };
}
