import { setTimeout as pause } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { ask, type Caller } from "../../contract/made/call.ts";
import type { ClientOf, Fault, Look, Made } from "./look.ts";

/** The service has no client here; any client knows the endpoint. */
async function callerAt(clientOf: ClientOf): Promise<Caller> {
  const { endpoint } = clientOf(SQSClient).config;
  const { protocol, hostname, port } = (await endpoint?.()) ?? {};
  return { client: clientOf, options: { endpoint: `${protocol}//${hostname}:${port}` } };
}

/** An endpoint may say that it has made what it is still making. */
const UNDER_WAY = ["Pending", "Creating", "Enabling", "Updating"];
const TICK_MS = 200;
const MOST_MS = 30_000;

/** The state in which a resource comes to rest; undefined if it is not there. */
async function restOf(caller: Caller, path: string): Promise<{ readonly State?: string } | undefined> {
  const end = performance.now() + MOST_MS;
  for (;;) {
    const found = await ask<{ State?: string }>(caller, { service: "lambda", method: "GET", path }).catch(unlessGone);
    if (!UNDER_WAY.includes(found?.State ?? "") || performance.now() > end) return found;
    await pause(TICK_MS);
  }
}

function unlessGone(error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): undefined {
  if (error.$metadata?.httpStatusCode !== 404) throw error;
}

/** Each resource is there and, as far as the endpoint tells, in this state. */
const resting =
  (wanted: string, pathOf: (id: string) => string): Look =>
  async (resources, clientOf) => {
    const caller = await callerAt(clientOf);
    const faultIn = async (resource: Made): Promise<Fault[]> => {
      const found = await restOf(caller, pathOf(encodeURIComponent(resource.id)));
      if (!found) return [{ resource, fault: "is not there" }];
      const { State = wanted } = found;
      return State === wanted ? [] : [{ resource, fault: `is ${State}, not ${wanted}` }];
    };
    return (await Promise.all(resources.map(faultIn))).flat();
  };

export const functions = resting("Active", (id) => `/2015-03-31/functions/${id}/configuration`);

export const mappings = resting("Enabled", (id) => `/2015-03-31/event-source-mappings/${id}`);
