import type { Listed, ReadModels, Row } from "../ports.ts";
import { assertRows } from "../row-writes.ts";
import { copyOf } from "./copy.ts";

interface Stored {
  readonly model: string;
  readonly value: Row;
  readonly listed?: Listed;
}

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Read models in memory; several rows are written all or none. */
export function memoryModels(): ReadModels {
  const rows = new Map<string, Stored>();
  const idOf = ({ model, key }: { model: string; key: string }) => `${model} ${key}`;
  return {
    read: async (model, key) => copyOf(rows.get(idOf({ model, key }))?.value),
    write: async (writes) => {
      assertRows(writes);
      if (writes.some((write) => (rows.get(idOf(write))?.value.version ?? 0) !== write.expected)) return false;
      for (const write of writes) rows.set(idOf(write), copyOf(write));
      return true;
    },
    list: async (model, list, { limit, before }) => {
      const found = [...rows.values()].flatMap(({ listed, value, ...row }) =>
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
