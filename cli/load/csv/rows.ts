import { createReadStream } from "node:fs";
import { type CsvError, parse } from "csv-parse";
import { BugleError } from "../../../functions/runtime/errors.ts";
import type { Head } from "./head.ts";
import { RECORD_ENDS, type Separator } from "./separator.ts";

/** One line of the file, or several where a quoted field has line ends. */
export interface Row {
  /** The number of its last line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function explained(cause: CsvError): BugleError {
  const { lines } = cause as CsvError & { readonly lines?: number };
  const where = lines === undefined ? "" : ` at line ${lines}`;
  return new BugleError("file-malformed", `The file cannot be cut into fields${where}: ${cause.message}`, {
    help: "Look for a quotation mark that is not closed.",
    cause,
  });
}

/** The rows of a file as a stream, the line of column names among them. Throws `file-malformed`. */
export async function* rowsOf(
  path: string,
  { encoding }: Pick<Head, "encoding">,
  separator: Separator,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Row> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const parser = parse({
    bom: true,
    encoding,
    delimiter: separator,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
  });
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      onBytes(file.bytesRead);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw (error as CsvError).code?.startsWith("CSV_") ? explained(error as CsvError) : error;
  } finally {
    file.destroy();
    parser.destroy();
  }
}
