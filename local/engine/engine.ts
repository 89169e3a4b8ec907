import { realpathSync } from "node:fs";
import { join } from "node:path";
import { adoptEngine } from "./adopt.ts";
import { chosenEndpoint, chosenPort, type Engine } from "./endpoint.ts";
import { LocalError } from "./errors.ts";
import { portTaken } from "./port-taken.ts";
import { healthOf, identityAt, isTaken } from "./probe.ts";
import { startEngine } from "./start.ts";

export interface EngineOptions {
  /** The folder of the checkout: whose engine it is. */
  root: string;
  /** Default BUGLE_PORT, else 4566. */
  port?: number;
  /** The interpreter; default the one in `<root>/.bugle/venv`. */
  python?: string;
  /** Where engine.json, engine.log and scratch files go; default `<root>/.bugle`. */
  state?: string;
  /** Default `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** Receives a line for a person about what happens. */
  log?: (line: string) => void;
}

/**
 * Finds or starts the local cloud; it goes on with the data of its last clean stop.
 * Throws LocalError: endpoint-invalid, endpoint-not-loopback, endpoint-unhealthy, port-invalid, port-taken,
 * engine-not-installed, engine-start-failed.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const env = options.env ?? process.env;
  const log = options.log ?? (() => {});
  const chosen = chosenEndpoint(env);
  if (chosen) return useExternal(chosen, log);
  const root = realpathSync(options.root);
  const port = chosenPort(options.port, env);
  const state = options.state ?? join(root, ".bugle");
  if (!(await isTaken(port))) {
    return startEngine({ root, port, python: options.python ?? pythonIn(root), state, env }, log);
  }
  const identity = await identityAt(`http://127.0.0.1:${port}`);
  if (identity?.checkout !== root) throw portTaken(port, identity);
  return adoptEngine({ pid: identity.pid, port, state }, log);
}

async function useExternal(endpoint: string, log: (line: string) => void): Promise<Engine> {
  const health = await healthOf(endpoint, 5000);
  if (!health) {
    throw new LocalError({
      code: "endpoint-unhealthy",
      message: `Nothing healthy and LocalStack-compatible answers at ${endpoint}, which AWS_ENDPOINT_URL names.`,
      help: "Start it, or unset AWS_ENDPOINT_URL to let Bugle start its own engine.",
    });
  }
  log(`using the endpoint at ${endpoint} (${health.product} ${health.version})`);
  return { endpoint, kind: "external", ...health, stop: async () => {}, died: new Promise(() => {}) };
}

function pythonIn(root: string): string {
  const venv = join(root, ".bugle", "venv");
  return process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
}
