import { join } from "node:path";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { outputsFile } from "../deploy/deploy.ts";
import { localAws } from "../deploy/local-aws.ts";
import { readOutputs } from "../deploy/outputs.ts";
import { chosenEndpoint } from "../engine/endpoint.ts";
import { readRecord } from "../engine/engine-record.ts";
import { LocalError } from "../engine/errors.ts";
import { healthOf } from "../engine/probe.ts";
import { runIn } from "../engine/run-lock.ts";
import { openClients } from "./clients.ts";
import { homeOf } from "./home.ts";
import { sweep } from "./sweep.ts";
import { type Cloud, systemsOf } from "./systems.ts";

/** Where the local cloud of a checkout answers; throws LocalError `engine-not-running`, or `all-in-memory` during a run with --memory. */
export async function localEndpoint(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { home, state } = homeOf(root, env);
  const chosen = chosenEndpoint(env);
  const { mode, address } = runIn(home) ?? {};
  if (chosen === undefined && mode === "memory")
    throw new LocalError({
      code: "all-in-memory",
      message: "The run of this folder keeps everything in memory.",
      help: `GET ${address}/trace/{correlationId} tells a journey; start without --memory to look with this command.`,
    });
  const port = readRecord(state)?.port;
  const endpoint = chosen ?? (port === undefined ? undefined : `http://127.0.0.1:${port}`);
  if (endpoint !== undefined && (await healthOf(endpoint)) !== undefined) return endpoint;
  throw new LocalError({
    code: "engine-not-running",
    message: `No local cloud is running${endpoint === undefined ? "" : ` at ${endpoint}`}.`,
    help: "Run `npm start` in another terminal, or name its endpoint with AWS_ENDPOINT_URL.",
  });
}

/** What runs locally, as another process can reach it; throws LocalError `engine-not-running`, `all-in-memory` or `not-deployed`. */
async function openDeployed(root: string, env: NodeJS.ProcessEnv): Promise<Cloud> {
  const { state } = homeOf(root, env);
  const aws = localAws(await localEndpoint(root, env));
  const deployment = readOutputs(outputsFile(state));
  const loaded = await readManifest(join(root, "functions"));
  return { aws, loaded, deployment, clients: openClients(aws, 0), config: {}, log: () => {} };
}

/** Relays all commits of the local cloud again, or those from `from` on; answers how many by system. */
export async function sweepDeployed(
  root: string,
  env: NodeJS.ProcessEnv,
  from?: Date,
): Promise<Record<string, number>> {
  const cloud = await openDeployed(root, env);
  try {
    const counts = systemsOf(cloud).map(async (system) => {
      return [system.name, await sweep(cloud.clients.dynamodb, system, from)] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  } finally {
    cloud.clients.close();
  }
}
