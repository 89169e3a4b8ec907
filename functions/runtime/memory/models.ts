import type { Listed, ReadModels, Row } from "../ports.ts";
import { assertRows } from "../row-writes.ts";
import { copyOf } from "./copy.ts";

interface Stored {
  readonly model: string;
  readonly value: Row;
  readonly listed?: Listed;
  readonly expires?: number;
}

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Read models in memory; several rows are written all or none, and a row past its time counts as absent. */
export function memoryModels(now: () => number = Date.now): ReadModels {
  const rows = new Map<string, Stored>();
  const idOf = ({ model, key }: { model: string; key: string }) => `${model} ${key}`;
  const isLive = ({ expires = Number.POSITIVE_INFINITY }: Stored) => expires >= Math.floor(now() / 1_000);
  const find = (model: string, key: string) => {
    const stored = rows.get(idOf({ model, key }));
    return stored && isLive(stored) ? copyOf(stored.value) : undefined;
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
      assertRows(writes);
      if (writes.some(({ model, key, expected }) => (find(model, key)?.version ?? 0) !== expected)) return false;
      for (const write of writes) rows.set(idOf(write), copyOf(write));
      return true;
    },
    list: async (model, list, { limit, before }) => {
      const found = [...rows.values()]
        .filter(isLive)
        .flatMap(({ listed, value, ...row }) =>
          row.model === model && listed?.list === list ? [{ place: listed.place, value }] : [],
        );
      const left = found
        .filter(({ place }) => before === undefined || compare(place, before) < 0)
        .sort((a, b) => compare(b.place, a.place));
      const items = left.slice(0, limit);
      const last = left.length > limit ? items.at(-1) : undefined;
      return { items: items.map(({ value }) => copyOf(value)), ...(last && { next: last.place }) };
    },
  };
}
