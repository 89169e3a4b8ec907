import { join } from "node:path";
import { type Loaded, readManifest } from "../../functions/runtime/manifest-files.ts";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { type CardGateway, startCardGateway } from "../card-gateway/index.ts";
import { deploy } from "../deploy/deploy.ts";
import { localAws } from "../deploy/local-aws.ts";
import type { Deployment } from "../deploy/outputs.ts";
import { type Engine, openEngine } from "../engine/engine.ts";
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

export interface BringUpOptions {
  /** The checkout. */
  readonly root: string;
  /** Folder of the systems; default `functions` in the checkout. */
  readonly functions?: string | undefined;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  readonly reporter: Reporter;
  readonly log: (line: LogLine) => void;
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

/** Brings an engine up, or finds one; throws what `openEngine` throws. */
export function bringEngineUp({ root, state, env, reporter, closers }: BringUpOptions): Promise<Engine> {
  const venv = join(root, ".bugle", "venv");
  const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
  const open = async () => {
    const engine = await openEngine({ root, state, env, python });
    closers.add(() => engine.stop());
    return engine;
  };
  return step(reporter, "engine", open, ({ kind, endpoint, version }) => `${kind} at ${endpoint} (version ${version})`);
}

async function deployAll(options: BringUpOptions, engine: Engine): Promise<[Loaded, Deployment, CardGateway]> {
  const { root, functions = join(root, "functions"), state, env, closers, signal } = options;
  const aws = localAws(engine.endpoint);
  const gateway = startCardGateway({ port: 0, file: join(state, "card-gateway.json") });
  closers.add(async () => (await gateway).stop());
  const [deployment, loaded] = await Promise.all([
    deploy({ root, functions, state, aws, env, signal }),
    readManifest(functions),
    gateway,
  ]);
  await verifySenders(aws, deployment);
  return [loaded, deployment, await gateway];
}

async function startHandlers(options: BringUpOptions, cloud: Cloud): Promise<Up> {
  const systems = systemsOf(cloud);
  const handlers = await runHandlers(cloud, systems, options.trouble);
  options.closers.add(() => handlers.stop(PATIENCE_MS));
  return { cloud, systems };
}

/**
 * Deploys the app to an engine, starts the card gateway, puts all handlers to work, and relays what an earlier run may have left unsent.
 * Throws LocalError `deploy-failed`.
 */
export async function bringUp(options: BringUpOptions, engine: Engine): Promise<Up> {
  const { reporter, log, closers } = options;
  const [loaded, deployment, gateway] = await step(
    reporter,
    "deploy",
    () => deployAll(options, engine),
    ([, { systems }]) => `${systems.map(({ environment }) => environment.system).join(", ")}`,
  );
  const aws = localAws(engine.endpoint);
  const clients = openClients(aws, queuesIn(deployment).length);
  closers.add(clients.close);
  const config = { commerce: { cardGatewayUrl: gateway.url } };
  const up = await step(
    reporter,
    "handlers",
    () => startHandlers(options, { aws, loaded, deployment, clients, config, log }),
    () => `${queuesIn(deployment).length} queues polled, card gateway at ${gateway.url}`,
  );
  const counts = () => Promise.all(up.systems.map((system) => sweep(clients.dynamodb, system)));
  const total = (each: number[]) => each.reduce((sum, count) => sum + count, 0);
  await step(reporter, "sweep", counts, (each) => `${total(each)} earlier commits relayed again`);
  return up;
}
