import type { ReadModels, Row } from "../ports.ts";

/** Read models in memory; several rows are written all or none. */
export function memoryModels(): ReadModels {
  const rows = new Map<string, Row>();
  const idOf = ({ model, key }: { model: string; key: string }) => `${model} ${key}`;
  return {
    read: async (model, key) => structuredClone(rows.get(idOf({ model, key }))),
    write: async (writes) => {
      if (writes.some((write) => (rows.get(idOf(write))?.version ?? 0) !== write.expected)) return false;
      for (const write of writes) rows.set(idOf(write), structuredClone(write.value));
      return true;
    },
  };
}
