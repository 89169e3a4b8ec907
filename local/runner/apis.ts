import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Api, EdgePorts } from "../../functions/runtime/edge/edge.ts";
import type { Listeners } from "../../functions/runtime/edge/journey.ts";
import { listenersOf } from "../../functions/runtime/edge/listeners.ts";
import { serveSystem } from "../../functions/runtime/edge/serve.ts";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import type { Routes } from "../../functions/runtime/routes.ts";
import type { Fetch } from "./ground.ts";
import type { Trouble } from "./poller.ts";

/** A system as its HTTP face sees it. */
export interface Served {
  readonly name: string;
  readonly routes: Routes;
  readonly ports: EdgePorts;
}

export interface ApisOptions {
  /** Folder of the systems. */
  readonly functions: string;
  readonly manifest: Manifest;
  readonly trouble: Trouble;
}

const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/** Who hears each event, in any system: they share the table of traces. */
export function allListeners(manifest: Manifest): Listeners {
  const each = manifest.systems.flatMap(({ name }) => Object.entries(listenersOf(manifest, name)));
  const byType = Map.groupBy(each, ([type]) => type);
  return Object.fromEntries([...byType].map(([type, entries]) => [type, entries.flatMap(([, names]) => names)]));
}

async function openApi({ functions, manifest, trouble }: ApisOptions, { name, routes, ports }: Served) {
  const file = manifest.systems.find((system) => system.name === name)?.api;
  if (file === undefined) return [];
  const { default: api }: { default: Api } = await import(pathToFileURL(join(functions, file)).href);
  const report = (_: string, error: unknown) => trouble(error);
  const app = serveSystem({ system: name, api, routes, ports, local: true, listeners: allListeners(manifest), report });
  return [{ name, app }];
}

const takes = (app: Api, path: string): boolean =>
  METHODS.some((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method !== "ALL"));

/** The request without its first segment, which names the system that is meant. */
function without(request: Request, name: string): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(name.length + 1) || "/";
  return new Request(url, request);
}

/**
 * Serves the HTTP faces of all systems at one address: a request goes to the first system that has its path, and under `/<system>/` to that
 * one, so that /trading/openapi.json and /trading/health can be told from those of others.
 */
export async function openApis(options: ApisOptions, systems: readonly Served[]): Promise<Fetch> {
  const faces = (await Promise.all(systems.map((system) => openApi(options, system)))).flat();
  const apps = faces.map(({ app }) => app);
  return (request) => {
    const { pathname } = new URL(request.url);
    const found = apps.find((each) => takes(each, pathname));
    const meant = found ? undefined : faces.find(({ name }) => pathname.startsWith(`/${name}/`));
    if (meant) return meant.app.fetch(without(request, meant.name));
    const app = found ?? apps[0];
    return app ? app.fetch(request) : new Response("no system has an API\n", { status: 404 });
  };
}
