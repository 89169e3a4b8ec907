import type { Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";
import { assertStream, restoreCommit, storeCommit } from "../stored-commit.ts";

export interface MemoryJournal extends Journal {
  /** Every commit, in the order of their appending. */
  all(): Commit[];
  /** Calls the listener with each commit appended from now on; answers how to stop. */
  subscribe(listener: (commit: Commit) => void): () => void;
}

interface Stored {
  readonly stream: string;
  readonly n: number;
  readonly text: string;
}

const restore = ({ stream, n, text }: Stored): Commit => restoreCommit(stream, n, text);

/** A journal in memory; commits are kept as text, so nobody shares an object. */
export function memoryJournal(): MemoryJournal {
  const log: Stored[] = [];
  const streams = new Map<string, Map<number, Stored>>();
  const listeners = new Set<(commit: Commit) => void>();
  const after = (stream: string, n: number): Stored[] => {
    assertStream(stream);
    return [...(streams.get(stream)?.values() ?? [])].filter((item) => item.n > n).sort((a, b) => a.n - b.n);
  };
  return {
    read: async (stream, n, limit) => after(stream, n).slice(0, limit).map(restore),
    tail: async (stream, limit) => after(stream, 0).slice(-limit).map(restore),
    append: async (commit) => {
      const item = { stream: commit.stream, n: commit.n, text: storeCommit(commit) };
      const items = streams.get(item.stream) ?? new Map<number, Stored>();
      const standing = items.get(item.n);
      if (standing) return restore(standing);
      streams.set(item.stream, items.set(item.n, item));
      log.push(item);
      for (const listener of listeners) listener(restore(item));
      return undefined;
    },
    all: () => log.map(restore),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
