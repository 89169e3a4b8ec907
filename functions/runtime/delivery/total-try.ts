import type { Row } from "../ports.ts";
import { modelOf, partKey, partsOf } from "../rows.ts";
import { projectionOf } from "./project.ts";
import type { Worker } from "./worker.ts";

/** One try of a batch. */
export interface Try {
  /** Rows that have been asked for, each read once. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Row | undefined>>;
  /** The part of a total that the try counts in. It may be any, since positions alone say whether an event counts. */
  keyOf(total: string): string;
}

/** Where among the parts of totals each worker counts, from 0 up to 1. */
const places = new WeakMap<Worker, number>();

/** A worker stays at its place until it meets another there, so that workers come to stand apart; for all totals it has one, so they meet in all or in none. */
function placeOf(worker: Worker): number {
  if (projectionOf(worker).spread === undefined) return 0;
  const place = places.get(worker) ?? worker.ports.clock.random();
  places.set(worker, place);
  return place;
}

/** After a conflict or a throttle the next try counts elsewhere. */
export function leavePlace(worker: Worker): void {
  places.delete(worker);
}

export function beginTry(worker: Worker): Try {
  const definition = projectionOf(worker);
  const model = modelOf(worker.consumer.system, definition);
  const rows = new Map<string, Row | undefined>();
  const place = placeOf(worker);
  return {
    read: async (keys) => {
      const missing = keys.filter((key) => !rows.has(key));
      const read = missing.length > 0 ? await worker.ports.models.readMany(model, missing) : undefined;
      for (const key of missing) rows.set(key, read?.get(key));
      return rows;
    },
    keyOf: (total) => partKey(total, Math.floor(place * partsOf(definition, total))),
  };
}
