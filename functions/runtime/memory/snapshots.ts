import { unpack } from "../packed.ts";
import type { IdPage, Snapshots } from "../ports.ts";
import { packSnapshot } from "../snapshots.ts";
import { copyOf } from "./copy.ts";

interface Kept {
  readonly n: number;
  readonly packed: string | Uint8Array;
}

/** Snapshots and pages of ids in memory; a snapshot never goes back, and none is kept that a table would refuse. */
export function memorySnapshots(): Snapshots {
  const snapshots = new Map<string, Kept>();
  const pages = new Map<string, IdPage>();
  const pageKey = (stream: string, page: number) => `${page} ${stream}`;
  return {
    read: async (stream) => {
      const kept = snapshots.get(stream);
      return kept && unpack(kept.packed);
    },
    write: async (stream, snapshot) => {
      const packed = await packSnapshot(stream, snapshot);
      if (snapshot.n > (snapshots.get(stream)?.n ?? 0)) snapshots.set(stream, { n: snapshot.n, packed });
    },
    readPage: async (stream, page) => copyOf(pages.get(pageKey(stream, page))),
    writePage: async (stream, page, content) => {
      pages.set(pageKey(stream, page), copyOf(content));
    },
  };
}
