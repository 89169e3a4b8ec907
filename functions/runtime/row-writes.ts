import { encodeKey } from "./envelope.ts";
import { BugleError, Terminal } from "./errors.ts";
import type { RowWrite } from "./ports.ts";

/** What one transaction takes. */
const MAX_ROWS = 100;
/** What the keys of an index may hold. */
const MAX_LIST_BYTES = 2_048;
const MAX_PLACE_BYTES = 1_024;

function assertListed({ model, key, listed }: RowWrite): void {
  if (!listed) return;
  const name = Buffer.byteLength(`${model}/${encodeKey(listed.list)}`);
  if (name <= MAX_LIST_BYTES && Buffer.byteLength(listed.place) <= MAX_PLACE_BYTES) return;
  throw new Terminal("list-too-long", `the row ${key} of ${model} names a list or a place too long for an index`, {
    help: "list it in and by something shorter",
  });
}

/** Refuses writes that no transaction takes: Terminal `too-many-rows` and `list-too-long`, and `row-written-twice`. */
export function assertRows(writes: readonly RowWrite[]): void {
  if (writes.length > MAX_ROWS)
    throw new Terminal("too-many-rows", `${writes.length} rows in one write; the limit is ${MAX_ROWS}`, {
      help: "let one message change fewer rows",
    });
  for (const write of writes) assertListed(write);
  const rows = new Set(writes.map(({ model, key }) => `${model} ${key}`));
  if (rows.size < writes.length)
    throw new BugleError("row-written-twice", "one write names a row twice", { help: "fold into the row first" });
}
