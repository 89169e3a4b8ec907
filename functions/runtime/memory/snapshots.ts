import { gzipSync } from "node:zlib";
import type { IdPage, Snapshot, Snapshots } from "../ports.ts";
import { assertFits } from "../snapshots.ts";
import { copyOf } from "./copy.ts";

const PLAIN = 1_000_000;

/** Snapshots and pages of ids in memory; a snapshot never goes back, and none is kept that a table would refuse. All at once, so that schedules repeat. */
export function memorySnapshots(): Snapshots {
  const snapshots = new Map<string, Snapshot>();
  const pages = new Map<string, IdPage>();
  const pageKey = (stream: string, page: number) => `${page} ${stream}`;
  return {
    read: async (stream) => copyOf(snapshots.get(stream)),
    write: async (stream, snapshot) => {
      const text = JSON.stringify(snapshot);
      if (text.length > PLAIN) assertFits(stream, gzipSync(text));
      if (snapshot.n > (snapshots.get(stream)?.n ?? 0)) snapshots.set(stream, copyOf(snapshot));
    },
    readPage: async (stream, page) => copyOf(pages.get(pageKey(stream, page))),
    writePage: async (stream, page, content) => {
      pages.set(pageKey(stream, page), copyOf(content));
    },
  };
}
