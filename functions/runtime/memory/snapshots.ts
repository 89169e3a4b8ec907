import type { IdPage, Snapshot, Snapshots } from "../ports.ts";

/** Snapshots and pages of ids in memory; a snapshot never goes back. */
export function memorySnapshots(): Snapshots {
  const snapshots = new Map<string, Snapshot>();
  const pages = new Map<string, IdPage>();
  const pageKey = (stream: string, page: number) => `${page} ${stream}`;
  return {
    read: async (stream) => structuredClone(snapshots.get(stream)),
    write: async (stream, snapshot) => {
      if (snapshot.n > (snapshots.get(stream)?.n ?? 0)) snapshots.set(stream, structuredClone(snapshot));
    },
    readPage: async (stream, page) => structuredClone(pages.get(pageKey(stream, page))),
    writePage: async (stream, page, content) => {
      pages.set(pageKey(stream, page), structuredClone(content));
    },
  };
}
