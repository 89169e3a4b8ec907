import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { type DeployOptions, deploy } from "../deploy/deploy.ts";
import { removeFunctionStacks } from "../deploy/function-stacks.ts";
import { localAws } from "../deploy/local-aws.ts";
import type { Deployment } from "../deploy/outputs.ts";
import type { Engine } from "../engine/endpoint.ts";
import { endpointOf } from "../probes/ask.ts";
import { doubtingAnswers, withoutAt } from "../probes/without.ts";
import { verifySenders } from "./email-identity.ts";
import type { BringUpOptions } from "./ground.ts";
import type { OutsideServices } from "./outside-services.ts";
import { readSystems } from "./read-systems.ts";

export interface Deployed {
  readonly loaded: Loaded;
  readonly deployment: Deployment;
  /** Deploys what the folders hold by now. */
  readonly again: () => Promise<Deployment>;
}

/** Reads the systems and deploys of the app what the engine can hold; throws LocalError `check-failed`, `deploy-failed` or `deploy-incomplete`. */
export async function deployAll(
  options: BringUpOptions,
  engine: Engine,
  { config }: OutsideServices,
  handlers: DeployOptions["handlers"],
): Promise<Deployed> {
  const { root, functions, systems, state, env, closers, signal } = options;
  const aws = localAws(engine.endpoint);
  const loading = readSystems(functions, systems);
  // The deploy reads the same files, and fails with them.
  loading.catch(() => undefined);
  const at = endpointOf(engine, { root, state }, signal);
  const asked = withoutAt(at, handlers);
  closers.add(() => asked.catch(() => undefined));
  const removing = removeFunctionStacks(aws);
  removing.catch(() => undefined);
  const without = await asked;
  const deploying = () => deploy({ root, functions, systems, state, aws, env, signal, handlers, config, without });
  const again = () => doubtingAnswers(at, deploying);
  const first = doubtingAnswers(at, () => removing.then(deploying));
  closers.add(() => first.catch(() => undefined));
  const deployment = await first;
  await verifySenders(aws, deployment);
  return { loaded: await loading, deployment, again };
}
