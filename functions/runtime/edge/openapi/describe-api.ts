import { createHash } from "node:crypto";
import { apiRoutes, keyedRoutes, parametersOf, type RouteEntry, templateOf } from "../../api-routes.ts";
import { type Operation, operationOf } from "../operation.ts";
import { components, type Scheme } from "./components.ts";
import { describeOperation } from "./describe-operation.ts";
import type { Json } from "./schema.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const idOf = (method: string, path: string): string =>
  method.toLowerCase() + (path.match(/\w+/g) ?? []).map(capital).join("");

function paths(routes: readonly RouteEntry[]): Record<string, Json> {
  const described: Record<string, Record<string, Json>> = {};
  const own = routes.filter(({ method }) => method !== "ALL");
  for (const [name, entries] of Map.groupBy(own, ({ method, path }) => `${method} ${path}`)) {
    const [method = "", path = ""] = name.split(" ");
    const declared = entries.map(({ handler }) => operationOf(handler)).find((operation) => operation !== undefined);
    const operation: Operation = declared ?? { summary: name };
    const place = templateOf(path);
    described[place] = {
      ...described[place],
      [method.toLowerCase()]: describeOperation(idOf(method, place), operation, parametersOf(path)),
    };
  }
  return described;
}

/** The OpenAPI 3.1 document of a system's routes; its version is a fingerprint, which changes when and only when the API does. */
export function describeApi(system: string, routes: readonly RouteEntry[], scheme: Scheme | undefined): Json {
  const keys = [...new Set(keyedRoutes({ routes: apiRoutes({ routes }) }).map(({ key }) => key))];
  const document = {
    paths: paths(routes),
    components: components(scheme, keys),
    ...(scheme && { security: [{ [scheme]: [] }] }),
  };
  const version = createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12);
  return { openapi: "3.1.0", info: { title: system, version }, ...document };
}
