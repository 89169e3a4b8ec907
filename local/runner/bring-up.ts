import { join } from "node:path";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import type { DeployOptions } from "../deploy/deploy.ts";
import { localAws } from "../deploy/local-aws.ts";
import type { Deployment } from "../deploy/outputs.ts";
import type { Engine } from "../engine/endpoint.ts";
import { openClients } from "./clients.ts";
import { deployAll } from "./deploy-all.ts";
import type { BringUpOptions } from "./ground.ts";
import { type Handlers, openHandlers } from "./handlers.ts";
import { startOutsideServices } from "./outside-services.ts";
import { type RelayedUntil, relayedUntil } from "./relayed-until.ts";
import { sameInfrastructure } from "./same-infrastructure.ts";
import { sayNotDone } from "./say-not-done.ts";
import { openSchedules, type Schedules } from "./schedules/index.ts";
import { step } from "./steps.ts";
import { sweep } from "./sweep.ts";
import { type Cloud, type RunningSystem, systemsOf } from "./systems.ts";

/** How long handlers at work are waited for when the run ends. */
const PATIENCE_MS = 3_000;

/** The local cloud, deployed to, with all handlers at work. */
export interface Up {
  readonly cloud: Cloud;
  readonly systems: readonly RunningSystem[];
  /** Absent where the engine runs the Lambdas. */
  readonly handlers?: Handlers;
  readonly schedules: Schedules;
  /** Deploys what the folders hold by now. */
  readonly deployAgain: () => Promise<Deployment>;
}

type Who = DeployOptions["handlers"];

const queuesIn = ({ systems }: Deployment) => systems.flatMap(({ environment }) => Object.keys(environment.queues));

/** Puts the handlers to work; `stopped` is told whether every commit had been relayed when they ended. */
async function startHandlers(
  { closers, trouble }: BringUpOptions,
  cloud: Cloud,
  stopped: (relayed: boolean) => Promise<void>,
): Promise<Omit<Up, "deployAgain" | "schedules">> {
  const systems = systemsOf(cloud);
  const handlers = openHandlers(cloud, trouble);
  const starting = handlers.use(cloud, systems);
  closers.add(async () => {
    await starting;
    await stopped(await handlers.stop(PATIENCE_MS));
  });
  await starting;
  return { cloud, systems, handlers };
}

/** Relays what earlier runs may not have relayed; answers how many commits. */
async function sweepAll({ cloud, systems }: Up, relayed: RelayedUntil): Promise<number> {
  const began = new Date();
  const counts = await Promise.all(
    systems.map(async (system) => {
      const count = await sweep(cloud.clients.dynamodb, system, await relayed.read(system.name));
      await relayed.note(system.name, began);
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Deploys the app to an engine, starts what stands in for outside services, puts all handlers to work, unless the engine is to run them as Lambdas,
 * and relays what an earlier run may have left unsent. Throws LocalError `deploy-failed` or `check-failed`.
 */
export async function bringUp(options: BringUpOptions, engine: Engine, who: Who = "runner"): Promise<Up> {
  const { reporter, closers, trouble, state, signal } = options;
  const aws = localAws(engine.endpoint);
  const outside = await startOutsideServices(options, join(state, "card-gateway.json"));
  closers.add(outside.stop);
  const { loaded, deployment, again } = await step(
    reporter,
    "deploy",
    () => deployAll(options, engine, outside, who),
    ({ deployment: { systems } }) => systems.map(({ environment }) => environment.system).join(", "),
  );
  for (const each of deployment.leftOut) reporter.step("left out", each, 0);
  const deployed = new Map(deployment.systems.map(({ environment: { system, config } }) => [system, config]));
  sayNotDone(reporter, loaded, (system) => ({ ...deployed.get(system), ...outside.config[system] }));
  signal.throwIfAborted();
  const queues = queuesIn(deployment).length;
  const clients = openClients(aws, queues);
  closers.add(clients.close);
  const schedules = openSchedules({ aws, sqs: clients.sqs, trouble });
  closers.add(schedules.stop);
  const cloud = { aws, loaded, deployment, clients, config: outside.config, log: reporter.log };
  const relayed = relayedUntil(aws);
  closers.add(relayed.close);
  let swept = false;
  const stopped = async (all: boolean) => {
    if (!all || !swept) return;
    const now = new Date();
    await Promise.all(systemsOf(cloud).map(({ name }) => relayed.note(name, now)));
  };
  const up = await step(
    reporter,
    "handlers",
    async () => ({
      ...(who === "runner" ? await startHandlers(options, cloud, stopped) : { cloud, systems: systemsOf(cloud) }),
      schedules,
      deployAgain: again,
    }),
    () => `${queues} queues ${who === "runner" ? "polled" : "read by Lambdas in the engine"}${outside.told}`,
  );
  schedules.use(up.systems);
  await step(
    reporter,
    "sweep",
    () => sweepAll(up, relayed),
    (count) => `${count} earlier commits relayed again`,
  );
  swept = true;
  return up;
}

/** Puts code that was read anew to work; deploys first if queues, subscriptions or long timers are others. Throws LocalError `deploy-failed`. */
export async function adopt({ reporter }: BringUpOptions, up: Up, loaded: Loaded): Promise<Up> {
  const { cloud, handlers, schedules, deployAgain } = up;
  const deployment = sameInfrastructure(cloud.loaded.manifest, loaded.manifest)
    ? cloud.deployment
    : await step(reporter, "deploy", deployAgain, () => "queues and subscriptions changed");
  const next = { ...cloud, loaded, deployment };
  const systems = systemsOf(next);
  await handlers?.use(next, systems);
  schedules.use(systems);
  return { ...up, cloud: next, systems };
}
