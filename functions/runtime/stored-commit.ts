import type { Commit } from "./commit.ts";
import { Terminal } from "./errors.ts";

/** What one DynamoDB item may hold, names and values together. */
export const MAX_ITEM_BYTES = 400 * 1024;

/** What a partition key may hold. */
const MAX_KEY_BYTES = 2_048;

/** Attribute names, the two numbers and their framing: generous, since a refusal here can say what to do. */
const OVERHEAD = 96;

/** Refuses a stream that is longer than a table's key; throws Terminal `stream-too-long`. */
export function assertStream(stream: string): void {
  const bytes = Buffer.byteLength(stream);
  if (bytes > MAX_KEY_BYTES)
    throw new Terminal("stream-too-long", `a stream's name of ${bytes} bytes is over the limit of ${MAX_KEY_BYTES}`, {
      help: "use a shorter key",
    });
}

/** The text a journal keeps of a commit, beside its stream and number; throws Terminal `commit-too-large` or `stream-too-long`. */
export function storeCommit({ stream, n: _, ...rest }: Commit): string {
  assertStream(stream);
  const text = JSON.stringify(rest);
  const bytes = Buffer.byteLength(text) + Buffer.byteLength(stream) + OVERHEAD;
  if (bytes > MAX_ITEM_BYTES)
    throw new Terminal("commit-too-large", `commit of ${stream} is ${bytes} bytes; the limit is ${MAX_ITEM_BYTES}`, {
      help: "emit and send less in one answer, or store large data elsewhere and keep its address",
    });
  return text;
}

/** The commit that `storeCommit` stored. */
export const restoreCommit = (stream: string, n: number, text: string): Commit => ({ ...JSON.parse(text), stream, n });
