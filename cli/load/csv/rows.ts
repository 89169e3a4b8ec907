import { createReadStream } from "node:fs";
import { type Info, type Options, parse } from "csv-parse";
import { BugleError } from "../../../functions/runtime/errors.ts";
import type { Head } from "./head.ts";
import { RECORD_ENDS, type Separator } from "./separator.ts";

/** One line of the file, or several where a quoted field has line ends. */
export interface Row {
  /** The numbers of its first and its last line, from 1. */
  readonly line: number;
  readonly last: number;
  readonly cells: readonly string[];
}

/** The end of a row. */
interface Place {
  readonly bytes: number;
  readonly lines: number;
}

type PlacedRow = Row & { readonly end: Place };

/** A row of more lines or characters has a stray quotation mark in its first. */
const MOST_LINES = 20;
const MOST_CHARACTERS = 1_048_576;

const countIn = (cells: readonly string[], what: RegExp): number =>
  cells.reduce((sum, cell) => sum + (cell.match(what)?.length ?? 0), 0);

const LINE_ENDS = /\r\n?|\n/g;
/** The parser takes these for two line ends where they are quoted. */
const COUNTED_TWICE = /\r\n/g;

/** The rows after a place; answers the end of the last one before a row that cannot be cut, undefined at the end of the file. */
async function* rowsAfter(
  path: string,
  from: Place,
  options: Options,
  onBytes: (read: number) => void,
): AsyncGenerator<PlacedRow, Place | undefined> {
  const file = createReadStream(path, { start: from.bytes, highWaterMark: 256 * 1024 });
  const cut: PlacedRow[] = [];
  let end = from;
  let twice = 0;
  let stopped = false;
  const place = (cells: string[], { bytes, lines }: Info): string[] | null => {
    const isLong = from.lines + lines - twice > end.lines + 1;
    const over = isLong ? countIn(cells, LINE_ENDS) : 0;
    if (isLong) twice += countIn(cells, COUNTED_TWICE);
    const last = from.lines + lines - twice;
    if (over >= MOST_LINES) stop();
    if (stopped) return null;
    end = { bytes: from.bytes + bytes, lines: last };
    cut.push({ line: last - over, last, cells, end });
    return cells;
  };
  const parser = parse({ ...options, on_record: place });
  const stop = () => {
    stopped = true;
    file.unpipe(parser);
    parser.end();
  };
  parser.on("skip", stop);
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);
  try {
    for await (const _ of parser) {
      onBytes(from.bytes + file.bytesRead);
      yield cut.shift() as PlacedRow;
    }
    return stopped ? end : undefined;
  } finally {
    file.destroy();
    parser.destroy();
  }
}

/**
 * The rows of a file as a stream, the line of column names among them; a line with a stray quotation mark is taken as it stands.
 * Throws `file-malformed` for a line of more than a million characters.
 */
export async function* rowsOf(
  path: string,
  { encoding }: Pick<Head, "encoding">,
  separator: Separator,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Row> {
  const options: Options = {
    bom: true,
    encoding,
    delimiter: separator,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MOST_CHARACTERS,
    trim: true,
  };
  let place = yield* rowsAfter(path, { bytes: 0, lines: 0 }, options, onBytes);
  while (place) {
    const { value: row } = await rowsAfter(path, place, { ...options, quote: null, to: 1 }, onBytes).next();
    if (!row || "bytes" in row)
      throw new BugleError("file-malformed", `line ${place.lines + 1} cannot be cut into fields`, {
        help: `A line has at most ${MOST_CHARACTERS} characters: look whether this is a file of rows.`,
      });
    yield row;
    place = yield* rowsAfter(path, row.end, options, onBytes);
  }
}
