import type { ReadModels, Row } from "../ports.ts";
import { assertRows } from "../row-writes.ts";
import { copyOf } from "./copy.ts";

/** Read models in memory; several rows are written all or none. */
export function memoryModels(): ReadModels {
  const rows = new Map<string, Row>();
  const idOf = ({ model, key }: { model: string; key: string }) => `${model} ${key}`;
  return {
    read: async (model, key) => copyOf(rows.get(idOf({ model, key }))),
    write: async (writes) => {
      assertRows(writes);
      if (writes.some((write) => (rows.get(idOf(write))?.version ?? 0) !== write.expected)) return false;
      for (const write of writes) rows.set(idOf(write), copyOf(write.value));
      return true;
    },
  };
}
