import { type KeyedRoute, pathOf } from "./api-routes.ts";
import type { CallerKeys, ShownKey } from "./caller-keys.ts";
import type { ReadModels } from "./ports.ts";
import { readRow } from "./read-rows.ts";
import { readableStream } from "./readable-stream.ts";

/** The routes of a system whose callers show a key, and what judges it. */
export interface Gate {
  readonly system: string;
  readonly keys: CallerKeys;
  readonly routes: readonly KeyedRoute[];
}

/** A request before it is let in. */
export interface Knock {
  readonly method: string;
  /** As it was called, percent-encoded. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const finder =
  (system: string, models: ReadModels): ShownKey["find"] =>
  async (projection, key) => {
    if (readableStream({ system }, projection.of, key) === undefined) return undefined;
    return (await readRow({ models, system, projection }, key))?.row;
  };

/** Whether a request shows the key that its route asks for; false for a route that asks for none. */
export async function letsIn(
  { system, keys, routes }: Gate,
  models: ReadModels,
  { method, path: called, headers }: Knock,
): Promise<boolean> {
  for (const route of routes) {
    const path = route.method === method ? pathOf(route.path, called) : undefined;
    const [key, check] = [headers[route.key], keys.checks[route.key]];
    if (path && key && check) return check({ key, path, find: finder(system, models) });
  }
  return false;
}
