import { join } from "node:path";
import { type Loaded, readManifest } from "../../functions/runtime/manifest-files.ts";
import { type CardGateway, startCardGateway } from "../card-gateway/index.ts";
import { deploy } from "../deploy/deploy.ts";
import { type LocalAws, localAws } from "../deploy/local-aws.ts";
import type { Deployment } from "../deploy/outputs.ts";
import type { Engine } from "../engine/endpoint.ts";
import { openEngine } from "../engine/engine.ts";
import { birthOf, isAlive } from "../setup/process-life.mjs";
import { openClients } from "./clients.ts";
import type { Closers } from "./closers.ts";
import { verifySenders } from "./email-identity.ts";
import { runHandlers } from "./handlers.ts";
import type { Trouble } from "./poller.ts";
import type { Reporter } from "./reporter.ts";
import { step } from "./steps.ts";
import { sweep } from "./sweep.ts";
import { type Cloud, type RunningSystem, systemsOf } from "./systems.ts";

/** How long handlers at work are waited for when the run ends. */
const PATIENCE_MS = 3_000;
const ENGINE_MS = 1_500;

export interface BringUpOptions {
  /** The checkout. */
  readonly root: string;
  /** Folder of the systems. */
  readonly functions: string;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  readonly reporter: Reporter;
  readonly trouble: Trouble;
  /** Learns how to stop each thing that was started. */
  readonly closers: Closers;
  /** Ends a deploy that is under way. */
  readonly signal: AbortSignal;
}

/** The local cloud, deployed to, with all handlers at work. */
export interface Up {
  readonly cloud: Cloud;
  readonly systems: readonly RunningSystem[];
}

const queuesIn = ({ systems }: Deployment) => systems.flatMap(({ environment }) => Object.keys(environment.queues));

/** Finds or starts the engine, and lets it be stopped from the first moment on; throws what `openEngine` throws. */
export function bringEngineUp({ root, state, env, reporter, closers }: BringUpOptions): Promise<Engine> {
  const venv = join(root, ".bugle", "venv");
  const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
  const open = () => {
    const opening = openEngine({ root, state, env, python });
    closers.add(async () => stopEngine(await opening.catch(() => undefined)));
    return opening;
  };
  return step(reporter, "engine", open, ({ kind, endpoint, version }) => `${kind} at ${endpoint} (version ${version})`);
}

/** Stops it in its own time, but not in more than the end of a run has. */
async function stopEngine(engine: Engine | undefined): Promise<void> {
  const { pid, kind } = engine ?? {};
  const birth = pid === undefined ? undefined : birthOf(pid);
  const hurry = setTimeout(() => {
    if (pid !== undefined && kind !== "external" && isAlive(pid, birth ?? "")) process.kill(pid, "SIGKILL");
  }, ENGINE_MS);
  await engine?.stop();
  clearTimeout(hurry);
}

async function deployAll(options: BringUpOptions, aws: LocalAws): Promise<[Loaded, Deployment, CardGateway]> {
  const { root, functions, state, env, closers, signal } = options;
  const gateway = startCardGateway({ port: 0, file: join(state, "card-gateway.json") });
  const deploying = deploy({ root, functions, state, aws, env, signal });
  closers.add(async () => (await gateway).stop());
  closers.add(() => deploying.catch(() => undefined));
  const loading = readManifest(functions);
  // The deploy reads the same files, and says better what is wrong with them.
  loading.catch(() => undefined);
  const [deployment, gatewayRunning] = await Promise.all([deploying, gateway]);
  await verifySenders(aws, deployment);
  return [await loading, deployment, gatewayRunning];
}

async function startHandlers({ closers, trouble }: BringUpOptions, cloud: Cloud): Promise<Up> {
  const systems = systemsOf(cloud);
  const starting = runHandlers(cloud, systems, trouble);
  closers.add(async () => (await starting).stop(PATIENCE_MS));
  await starting;
  return { cloud, systems };
}

async function sweepAll({ cloud, systems }: Up): Promise<number> {
  const counts = await Promise.all(systems.map((system) => sweep(cloud.clients.dynamodb, system)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Deploys the app to an engine, starts the card gateway, puts all handlers to work, and relays what an earlier run may have left unsent.
 * Throws LocalError `deploy-failed`.
 */
export async function bringUp(options: BringUpOptions, { endpoint }: Engine): Promise<Up> {
  const { reporter, closers } = options;
  const aws = localAws(endpoint);
  const deployed = () => deployAll(options, aws);
  const [loaded, deployment, gateway] = await step(reporter, "deploy", deployed, ([, { systems }]) =>
    systems.map(({ environment }) => environment.system).join(", "),
  );
  options.signal.throwIfAborted();
  const queues = queuesIn(deployment).length;
  const clients = openClients(aws, queues);
  closers.add(clients.close);
  const config = { commerce: { cardGatewayUrl: gateway.url } };
  const cloud = { aws, loaded, deployment, clients, config, log: reporter.log };
  const up = await step(
    reporter,
    "handlers",
    () => startHandlers(options, cloud),
    () => `${queues} queues polled, card gateway at ${gateway.url}`,
  );
  await step(
    reporter,
    "sweep",
    () => sweepAll(up),
    (count) => `${count} earlier commits relayed again`,
  );
  return up;
}
