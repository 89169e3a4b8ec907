import { misused } from "../../failure.ts";
import { type Head, readHead } from "./head.ts";
import { isMissing, plainNumber } from "./numbers.ts";
import { type Row, rowsOf } from "./rows.ts";
import { guessSeparator, type Separator } from "./separator.ts";

const SAMPLED_ROWS = 5_000;

/** A file that has been looked into. */
export interface Table {
  readonly path: string;
  readonly head: Head;
  readonly separator: Separator;
  /** Names of its columns; numbers from 1 where the file has none. */
  readonly columns: readonly string[];
  readonly named: boolean;
  /** Its first rows. */
  readonly sample: readonly Row[];
}

const isNumber = (cell: string): boolean => plainNumber(cell, ".") !== undefined;

async function firstRows(path: string, head: Head, separator: Separator): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(path, head, separator)) {
    rows.push(row);
    if (rows.length > SAMPLED_ROWS) break;
  }
  return rows;
}

/** Opens a file and reads a sample of it. Throws `misused` where it is not one of rows and columns. */
export async function openTable(path: string, separatorGiven?: Separator): Promise<Table> {
  const head = await readHead(path);
  const separator = separatorGiven ?? guessSeparator(head.text);
  const [first, ...rest] = await firstRows(path, head, separator);
  const cells = first?.cells ?? [];
  const named = !cells.some((cell) => isNumber(cell));
  const columns = named ? cells : cells.map((_, index) => String(index + 1));
  const sample = named ? rest : first ? [first, ...rest] : [];
  if (sample.length === 0) throw misused(`${path} has no rows, only column names`, "Name a file with rows.");
  return { path, head, separator, columns, named, sample };
}

/** All rows of an opened file, from the first one to the last. */
export async function* rowsIn({ path, head, separator, named }: Table, onBytes?: (read: number) => void) {
  let isFirst = named;
  for await (const row of rowsOf(path, head, separator, onBytes)) {
    if (!isFirst) yield row;
    isFirst = false;
  }
}

/** What the sample has in a column, empty cells left out. */
export const cellsOf = ({ sample }: Table, column: number): string[] =>
  sample.map(({ cells }) => cells[column] ?? "").filter((cell) => !isMissing(cell));

/** Names of the columns that have a role, by role, those that have none being left out. */
export const namesOf = (
  { columns }: Table,
  roles: Readonly<Record<string, number | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(roles).flatMap(([role, index]) => (index === undefined ? [] : [[role, columns[index] ?? ""]])),
  );

/** Names of the columns that are not used. */
export const unusedOf = ({ columns }: Table, used: Iterable<number | undefined>): string[] => {
  const taken = new Set(used);
  return columns.filter((_, index) => !taken.has(index));
};
