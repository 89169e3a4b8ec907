import { realpathSync } from "node:fs";
import { join } from "node:path";
import { adoptEngine } from "./adopt.ts";
import { settleBooting } from "./booting.ts";
import { chosenEndpoint, chosenPort, chosenProduct, type Engine } from "./endpoint.ts";
import { readRecord, removeRecord } from "./engine-record.ts";
import { LocalError } from "./errors.ts";
import { heldByAnotherRun, portTaken } from "./port-taken.ts";
import { type EngineIdentity, type Health, healthOf, identityAt, isTaken, type Product } from "./probe.ts";
import { recipes } from "./recipes.ts";
import { startEngine } from "./start.ts";
import { stopProcess } from "./stop-process.ts";

export interface EngineOptions {
  /** The folder of the checkout: whose engine it is. */
  root: string;
  /** Default BUGLE_PORT, else 4566. */
  port?: number;
  /** Default the one that BUGLE_ENGINE names, else MiniStack. */
  product?: Product;
  /** The folder of what the set-up has installed; default `<root>/.bugle`. */
  installed?: string;
  /** Where engine.json, engine.log and scratch files go; default `<root>/.bugle`. */
  state?: string;
  /** Default `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** Receives a line for a person about an engine that an earlier run has left behind. */
  log?: (line: string) => void;
}

/**
 * Finds or starts the local cloud; it goes on with the data of its last clean stop.
 * Throws LocalError: endpoint-invalid, endpoint-not-loopback, endpoint-unhealthy, engine-unknown, port-invalid, port-taken,
 * engine-not-installed, engine-start-failed, engine-open, dynamodb-silent, or what an error of the file system is called.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const env = options.env ?? process.env;
  const log = options.log ?? (() => {});
  const chosen = chosenEndpoint(env);
  if (chosen) return useExternal(chosen);
  const root = realpathSync(options.root);
  const port = chosenPort(options.port, env);
  const state = options.state ?? join(root, ".bugle");
  const product = options.product ?? chosenProduct(undefined, env);
  await settleBooting(state, port, recipes[product].startMs, log);
  if (await isTaken(port)) {
    const left = await engineLeft(root, port);
    if (left.product === product) return adoptEngine({ ...left, port, state });
    const record = readRecord(state);
    if (record?.pid !== left.pid) throw heldByAnotherRun(port, left.pid, left.product);
    await stopProcess(left.pid, record.birth, recipes[left.product].stopMs);
    removeRecord(state, left.pid);
    log(`the ${left.product} that an earlier run left at port ${port} was stopped`);
  }
  return startEngine(product, { root, port, installed: options.installed ?? join(root, ".bugle"), state, env });
}

/** The engine that an earlier run of this checkout left at a port; throws LocalError `port-taken` for anything else. */
async function engineLeft(root: string, port: number): Promise<EngineIdentity & Health> {
  const endpoint = `http://127.0.0.1:${port}`;
  const identity = await identityAt(endpoint);
  if (identity?.checkout !== root) throw portTaken(port, identity);
  const health = await healthOf(endpoint);
  if (health) return { ...identity, ...health };
  throw new LocalError({
    code: "engine-start-failed",
    message: `The engine left by an earlier run (process ${identity.pid}) is not healthy.`,
    help: `End it with \`kill ${identity.pid}\`, then run the same command again.`,
  });
}

async function useExternal(endpoint: string): Promise<Engine> {
  const health = await healthOf(endpoint, 5000);
  if (!health) {
    throw new LocalError({
      code: "endpoint-unhealthy",
      message: `Nothing healthy and LocalStack-compatible answers at ${endpoint}, which AWS_ENDPOINT_URL names.`,
      help: "Start it, or unset AWS_ENDPOINT_URL to let Bugle start its own engine.",
    });
  }
  return { endpoint, kind: "external", ...health, stop: async () => {}, died: new Promise(() => {}) };
}
