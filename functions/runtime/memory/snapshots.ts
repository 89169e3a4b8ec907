import type { IdPage, Snapshot, Snapshots } from "../ports.ts";
import { copyOf } from "./copy.ts";

/** Snapshots and pages of ids in memory; a snapshot never goes back. */
export function memorySnapshots(): Snapshots {
  const snapshots = new Map<string, Snapshot>();
  const pages = new Map<string, IdPage>();
  const pageKey = (stream: string, page: number) => `${page} ${stream}`;
  return {
    read: async (stream) => copyOf(snapshots.get(stream)),
    write: async (stream, snapshot) => {
      if (snapshot.n > (snapshots.get(stream)?.n ?? 0)) snapshots.set(stream, copyOf(snapshot));
    },
    readPage: async (stream, page) => copyOf(pages.get(pageKey(stream, page))),
    writePage: async (stream, page, content) => {
      pages.set(pageKey(stream, page), copyOf(content));
    },
  };
}
