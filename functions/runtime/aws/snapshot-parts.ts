import { createHash } from "node:crypto";
import type { Snapshot } from "../ports.ts";
import type { SnapshotItems } from "./snapshot-items.ts";

/** A snapshot that takes several items. */
interface Parted {
  /** Written in turn, so that the one before stays whole meanwhile. */
  readonly slot: "a" | "b";
  readonly count: number;
  /** Of all parts together: those of two writers come to none that was named. */
  readonly digest: string;
}

/** What stands in place of the snapshot, written after its parts. A worker that knows no parts takes it for one of another definition. */
export interface Head {
  /** The newest and the one before it. */
  readonly parted: readonly Parted[];
}

export const isHead = (body: Snapshot | Head): body is Head => "parted" in body;

const partOf = ({ slot }: Pick<Parted, "slot">, i: number): string => `snapshot/${slot}/${i}`;
const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

/** The bytes of the newest that is whole. */
export async function readParts(
  items: SnapshotItems,
  stream: string,
  { parted }: Head,
): Promise<Uint8Array | undefined> {
  for (const each of parted) {
    const numbers = Array.from({ length: each.count }, (_, i) => i);
    const parts = await Promise.all(numbers.map((i) => items.read(stream, partOf(each, i))));
    const bytes = Buffer.concat(parts.map((part) => (part?.body as Uint8Array | undefined) ?? new Uint8Array()));
    if (digestOf(bytes) === each.digest) return bytes;
  }
  return undefined;
}

/** Writes the parts of a snapshot beside those that stand, and answers its head; undefined where a newer one stands or is under way. */
export async function writeParts(
  items: SnapshotItems,
  stream: string,
  { n, expires }: Snapshot,
  { bytes, before, partBytes }: { bytes: Uint8Array; before: Head | undefined; partBytes: number },
): Promise<Head | undefined> {
  const newest = before?.parted[0];
  const slot = newest?.slot === "a" ? "b" : "a";
  const count = Math.ceil(bytes.length / partBytes);
  for (let i = 0; i < count; i++) {
    const body = bytes.subarray(i * partBytes, (i + 1) * partBytes);
    // A part of this very commit may be its own, written by a try whose answer was lost.
    if (!(await items.writeNewer({ stream, part: partOf({ slot }, i), n, body, expires }, "<="))) return undefined;
  }
  return { parted: [{ slot, count, digest: digestOf(bytes) }, ...(newest ? [newest] : [])] };
}
