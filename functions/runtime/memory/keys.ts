import type { KeyRecord, Keys } from "../ports.ts";
import { copyOf } from "./copy.ts";

/** Idempotency keys in memory; `now` is the clock in epoch milliseconds, by which an expired record counts as free. */
export function memoryKeys(now: () => number): Keys {
  const records = new Map<string, { record: KeyRecord; expires: number }>();
  return {
    claim: async (key, record, expires) => {
      const standing = records.get(key);
      if (standing && standing.expires >= Math.floor(now() / 1_000)) return copyOf(standing.record);
      records.set(key, { record: copyOf(record), expires });
      return undefined;
    },
  };
}
