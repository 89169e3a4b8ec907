import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { awsPorts } from "../../functions/runtime/aws/ports.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import type { Api } from "../../functions/runtime/edge/edge.ts";
import type { Listeners } from "../../functions/runtime/edge/journey.ts";
import { listenersOf } from "../../functions/runtime/edge/listeners.ts";
import { serveSystem } from "../../functions/runtime/edge/serve.ts";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import type { Trouble } from "./poller.ts";
import type { Cloud, RunningSystem } from "./systems.ts";

const METHODS = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/** Who hears each event, in any system: they share the table of traces. */
export function allListeners(manifest: Manifest): Listeners {
  const each = manifest.systems.flatMap(({ name }) => Object.entries(listenersOf(manifest, name)));
  const byType = Map.groupBy(each, ([type]) => type);
  return Object.fromEntries([...byType].map(([type, entries]) => [type, entries.flatMap(([, names]) => names)]));
}

async function openApi(cloud: Cloud, functions: string, { name, given, relay }: RunningSystem, trouble: Trouble) {
  const file = cloud.loaded.manifest.systems.find((system) => system.name === name)?.api;
  if (file === undefined) return [];
  const { default: api }: { default: Api } = await import(pathToFileURL(join(functions, file)).href);
  const { environment, dynamodb, log } = given;
  const { sqs, sns } = cloud.clients;
  const ports = {
    ...awsPorts(environment, { dynamodb, log }),
    roads: awsRoads(environment, relay.routes, { sqs, sns }),
  };
  const report = (_: string, error: unknown) => trouble(error);
  const listeners = allListeners(cloud.loaded.manifest);
  return [serveSystem({ system: name, api, routes: relay.routes, ports, local: true, listeners, report })];
}

const takes = (app: Api, path: string): boolean =>
  METHODS.some((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method !== "ALL"));

/** Serves the HTTP faces of all systems at one address: a request goes to the first system that has its path. */
export async function openApis(
  cloud: Cloud,
  functions: string,
  systems: readonly RunningSystem[],
  trouble: Trouble,
): Promise<(request: Request) => Response | Promise<Response>> {
  const apps = (await Promise.all(systems.map((system) => openApi(cloud, functions, system, trouble)))).flat();
  return (request) => {
    const { pathname } = new URL(request.url);
    const app = apps.find((each) => takes(each, pathname)) ?? apps[0];
    return app ? app.fetch(request) : new Response("no system has an API\n", { status: 404 });
  };
}
