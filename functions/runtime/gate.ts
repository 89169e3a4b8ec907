import { type KeyedRoute, pathOf } from "./api-routes.ts";
import type { CallerKeys, ShownKey } from "./caller-keys.ts";
import type { ReadModels } from "./ports.ts";
import { readableStream } from "./readable-stream.ts";
import { modelOf } from "./rows.ts";

/** The routes of a system whose callers show a key, and what judges it. */
export interface Gate {
  readonly system: string;
  readonly keys: CallerKeys;
  readonly routes: readonly KeyedRoute[];
}

/** A request before it is let in. */
export interface Knock {
  readonly method: string;
  /** The route that it was matched with: a method and a template. */
  readonly routeKey: string;
  /** As API Gateway hands it out, which has decoded it. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const finder =
  (system: string, models: ReadModels): ShownKey["find"] =>
  async (projection, key) => {
    if (readableStream({ system }, projection.of, key) === undefined) return undefined;
    return (await models.read(modelOf(system, projection), key))?.row as never;
  };

/** Whether a request shows the key that its route asks for; false for a route that asks for none. */
export async function letsIn(
  { system, keys, routes }: Gate,
  models: ReadModels,
  { method, routeKey, path: called, headers }: Knock,
): Promise<boolean> {
  for (const route of routes) {
    const isIt = route.method === method && routeKey === `${method} ${route.path}`;
    const path = isIt ? pathOf(route.path, called) : undefined;
    const [key, check] = [headers[route.key], keys.checks[route.key]];
    if (path && key && check) return check({ key, path, find: finder(system, models) });
  }
  return false;
}
