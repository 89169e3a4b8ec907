import { parse } from "csv-parse/sync";

export const RECORD_ENDS = ["\r\n", "\n", "\r"];
const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

const LINES_LOOKED_AT = 50;

function widths(text: string, separator: Separator): number[] {
  const rows = parse(text, {
    delimiter: separator,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: LINES_LOOKED_AT,
  });
  return rows.map(({ length }) => length);
}

/** The separator that cuts the most lines of a file's beginning into as many fields as its first line. */
export function guessSeparator(text: string): Separator {
  const scores = SEPARATORS.map((separator) => {
    const [first = 1, ...rest] = widths(text, separator);
    const alike = rest.filter((width) => width === first).length;
    return { separator, fields: first, score: first < 2 ? -1 : (alike + 1) / (rest.length + 1) };
  });
  const [best] = scores.toSorted((a, b) => b.score - a.score || b.fields - a.fields);
  return best?.separator ?? ",";
}
