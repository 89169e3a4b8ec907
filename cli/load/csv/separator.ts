import { parse } from "csv-parse/sync";

export const RECORD_ENDS = ["\r\n", "\n", "\r"];
const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

const LINES_LOOKED_AT = 50;

function widths(text: string, separator: Separator, quote: '"' | null): number[] {
  const rows = parse(text, {
    delimiter: separator,
    quote,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: LINES_LOOKED_AT,
  });
  return rows.map(({ length }) => length);
}

function guess(text: string, quote: '"' | null): { separator: Separator; score: number } | undefined {
  const scores = SEPARATORS.map((separator) => {
    const [first = 1, ...rest] = widths(text, separator, quote);
    const alike = rest.filter((width) => width === first).length;
    return { separator, fields: first, score: first < 2 ? -1 : (alike + 1) / (rest.length + 1) };
  });
  return scores.toSorted((a, b) => b.score - a.score || b.fields - a.fields)[0];
}

/** The separator that cuts the most lines of a file's beginning into as many fields as its first line. */
export function guessSeparator(text: string): Separator {
  const best = guess(text, '"');
  // A stray quotation mark in the first line hides all the others.
  const found = best && best.score >= 0 ? best : guess(text, null);
  return found && found.score >= 0 ? found.separator : ",";
}
