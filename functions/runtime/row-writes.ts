import { BugleError, Terminal } from "./errors.ts";
import type { RowWrite } from "./ports.ts";

/** What one transaction takes. */
const MAX_ROWS = 100;

/** Refuses writes that no transaction takes: Terminal `too-many-rows`, and `row-written-twice`. */
export function assertRows(writes: readonly RowWrite[]): void {
  if (writes.length > MAX_ROWS)
    throw new Terminal("too-many-rows", `${writes.length} rows in one write; the limit is ${MAX_ROWS}`, {
      help: "let one message change fewer rows",
    });
  const rows = new Set(writes.map(({ model, key }) => `${model} ${key}`));
  if (rows.size < writes.length)
    throw new BugleError("row-written-twice", "one write names a row twice", { help: "fold into the row first" });
}
