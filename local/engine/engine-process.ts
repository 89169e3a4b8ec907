import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment } from "./environment.ts";
import { LocalError } from "./errors.ts";

export interface LaunchOptions {
  root: string;
  port: number;
  python: string;
  state: string;
  env: NodeJS.ProcessEnv;
}

export interface EngineProcess {
  pid: number;
  /** Resolves with one sentence when the process ends, for whatever reason. */
  ended: Promise<string>;
}

const launcher = join(import.meta.dirname, "launcher.py");

/** What the engine said last, and Lambdas inside it. */
export const logOf = (state: string): string => join(state, "engine.log");

/** Where an engine keeps its data: one folder per port, since the addresses of queues, which are part of it, name the port. */
export const dataOf = (state: string, port: number): string => join(state, "engine", String(port));

/**
 * Starts the launcher in a process group of its own, so that it outlives a killed run; its output goes to `engine.log`.
 * Throws LocalError `engine-not-installed` or `engine-start-failed`.
 */
export function launchEngine({ root, port, python, state, env }: LaunchOptions): EngineProcess {
  if (!existsSync(python)) throw notInstalled(python);
  const data = dataOf(state, port);
  const scratch = join(data, "scratch");
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  // The engine's Lambda workers are CommonJS without saying so: the package.json of the checkout above would make them ES modules.
  writeFileSync(join(scratch, "package.json"), '{"type":"commonjs"}');
  const log = openSync(logOf(state), "w");
  const child = spawn(python, [launcher, root], {
    cwd: scratch,
    detached: true,
    env: engineEnvironment(port, { data, scratch }, env),
    stdio: ["ignore", log, log],
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(describeEnd(state, signal ?? `exit code ${code}`)));
  });
  if (child.pid === undefined) throw notInstalled(python);
  return { pid: child.pid, ended };
}

function describeEnd(state: string, how: string): string {
  const line = lastLine(logOf(state));
  return `The engine ended (${how})${line ? `: ${line}` : "."}`;
}

/** The line of a log that says most: the last one that speaks of an error, else the last one. */
function lastLine(path: string): string | undefined {
  // The log may be gone by now: the folder of a checkout can be deleted while its engine runs.
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1))?.trim();
}

function notInstalled(python: string): LocalError {
  return new LocalError({
    code: "engine-not-installed",
    message: `The engine's Python environment is missing: there is no ${python}.`,
    help: "Run `node local/setup/install.mjs`, which makes it.",
  });
}
