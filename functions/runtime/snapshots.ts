import { BugleError } from "./errors.ts";
import { pack } from "./packed.ts";

export interface Snapshot {
  readonly n: number;
  readonly version: number;
  readonly time: string;
  /** The version of the state's definition. */
  readonly definition: number;
  readonly state: unknown;
  /** Ids of the last messages answered, oldest first, with the time of the commit. */
  readonly ids: readonly (readonly [id: string, time: string])[];
  /** How many ids have gone to pages. */
  readonly paged: number;
  /** When it may go with the stream's facts, epoch seconds. */
  readonly expires?: number;
}

/** Ids that left a snapshot's list; page k holds the k-th lot, oldest first. */
export interface IdPage {
  readonly ids: readonly string[];
  /** Commit time of its newest id. */
  readonly until: string;
  /** When it may go, epoch seconds. */
  readonly expires?: number;
}

/** Beside the journal, outside its stream: lost snapshots cost time, nothing else; pages are written before their ids leave the list. */
export interface Snapshots {
  /** The newest that is whole. */
  read(stream: string): Promise<Snapshot | undefined>;
  /** Never goes back to an older one; throws `snapshot-too-large` over 4 MB zipped. */
  write(stream: string, snapshot: Snapshot): Promise<void>;
  readPage(stream: string, page: number): Promise<IdPage | undefined>;
  writePage(stream: string, page: number, content: IdPage): Promise<void>;
}

const MAX_SNAPSHOT_BYTES = 4 * 1024 * 1024;

/** A snapshot as it is kept; throws `snapshot-too-large`. */
export async function packSnapshot(stream: string, snapshot: Snapshot): Promise<string | Buffer> {
  const packed = await pack(snapshot);
  assertFits(stream, packed);
  return packed;
}

/** Refuses what is too large as it is kept: throws `snapshot-too-large`. */
export function assertFits(stream: string, packed: string | Buffer): void {
  if (packed.length <= MAX_SNAPSHOT_BYTES) return;
  throw new BugleError("snapshot-too-large", `the snapshot of ${stream} is ${packed.length} bytes zipped, over 4 MB`, {
    help: "keep less in the state",
  });
}
