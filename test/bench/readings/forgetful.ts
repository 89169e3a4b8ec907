import type { Commit } from "../../../functions/runtime/commit.ts";
import type { Journal, ReadModels, Row } from "../../../functions/runtime/ports.ts";

/** A map that holds the newest entries alone. */
function newest<T>(most: number) {
  const entries = new Map<string, T>();
  return {
    get: (key: string) => entries.get(key),
    set(key: string, value: T) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > most) entries.delete(entries.keys().next().value as string);
    },
  };
}

/** A journal in memory that forgets old streams, as retention does; commits are kept as text. */
export function forgetfulJournal(streams: number, listener: (commit: Commit) => void): Journal {
  const kept = newest<string[]>(streams);
  const read = (stream: string): Commit[] => (kept.get(stream) ?? []).map((text) => JSON.parse(text) as Commit);
  return {
    read: async (stream, after, limit) => read(stream).slice(after).slice(0, limit),
    tail: async (stream, limit) => read(stream).slice(-limit),
    append: async (commit) => {
      const own = kept.get(commit.stream) ?? [];
      if (own.length >= commit.n) return read(commit.stream)[commit.n - 1];
      kept.set(commit.stream, [...own, JSON.stringify(commit)]);
      listener(commit);
      return undefined;
    },
  };
}

/** Read models in memory that forget rows not written for long; rows are kept as text. */
export function forgetfulModels(rows: number): ReadModels {
  const kept = newest<string>(rows);
  const find = (model: string, key: string): Row | undefined => {
    const text = kept.get(`${model} ${key}`);
    return text === undefined ? undefined : (JSON.parse(text) as Row);
  };
  return {
    read: async (model, key) => find(model, key),
    readMany: async (model, keys) =>
      new Map(
        keys.flatMap((key) => {
          const row = find(model, key);
          return row ? [[key, row] as const] : [];
        }),
      ),
    write: async (writes) => {
      if (writes.some(({ model, key, expected }) => (find(model, key)?.version ?? 0) !== expected)) return false;
      for (const { model, key, value } of writes) kept.set(`${model} ${key}`, JSON.stringify(value));
      return true;
    },
    list: async () => ({ items: [] }),
  };
}
