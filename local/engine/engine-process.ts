import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { explainFileError } from "../setup/failure.mjs";
import { LocalError } from "./errors.ts";
import type { LaunchOptions, Recipe } from "./recipe.ts";

export interface EngineProcess {
  pid: number;
  /** Resolves with one sentence when the process ends, for whatever reason. */
  ended: Promise<string>;
}

/** What the engine said last, and Lambdas inside it. */
export const logOf = (state: string): string => join(state, "engine.log");

/** Where an engine keeps its data: one folder per port, since the addresses of queues, which are part of it, name the port. */
export const dataOf = (state: string, port: number): string => join(state, "engine", String(port));

function interpreterOf({ installed }: LaunchOptions, { venv, part }: Recipe): string {
  const program = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  const python = join(installed, venv, ...program);
  if (existsSync(python)) return python;
  throw new LocalError({
    code: "engine-not-installed",
    message: `The engine's Python environment is missing: there is no ${python}.`,
    help: `Run \`node local/setup/install.mjs ${part}\`, which makes it.`,
  });
}

/** What to throw for an error in the folder of a run: a LocalError with a way out if it is one of the file system. */
export function explained(state: string, cause: unknown): unknown {
  const told = explainFileError(`The engine's files in ${state} could not be made`, cause);
  return told ? new LocalError({ code: told.code, message: told.message, help: told.help, cause }) : cause;
}

/**
 * Starts the launcher in a process group of its own, so that it outlives a killed run; its output goes to `engine.log`.
 * Throws LocalError `engine-not-installed`, `engine-start-failed`, or what `explained` makes of an error of the file system.
 */
export async function launchEngine(options: LaunchOptions, recipe: Recipe): Promise<EngineProcess> {
  const { root, state } = options;
  const python = interpreterOf(options, recipe);
  const { scratch, environment, log } = await makeFiles(options, recipe).catch((cause: unknown) => {
    throw explained(state, cause);
  });
  const child = spawn(python, [recipe.launcher, root], {
    cwd: scratch,
    detached: true,
    env: environment,
    stdio: ["ignore", log, log],
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(describeEnd(state, code, signal)));
  });
  if (child.pid !== undefined) return { pid: child.pid, ended };
  throw new LocalError({
    code: "engine-start-failed",
    message: `The engine could not be started: ${await ended}.`,
    help: `Remove ${join(options.installed, recipe.venv)}, then run the same command again, which makes it anew.`,
  });
}

async function makeFiles(options: LaunchOptions, { prepare }: Recipe) {
  const { port, state } = options;
  const data = dataOf(state, port);
  const scratch = join(data, "scratch");
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const environment = await prepare(options, { data, scratch });
  return { scratch, environment, log: openSync(logOf(state), "w") };
}

function describeEnd(state: string, code: number | null, signal: string | null): string {
  const line = tellingLine(logOf(state), signal === null);
  return `The engine ended (${signal ?? `exit code ${code}`})${line ? `: ${line}` : "."}`;
}

/** The line of a log that says most: the last one that speaks of an error, else, if it ended by itself, the last one. */
function tellingLine(path: string, byItself: boolean): string | undefined {
  // The log may be gone by now: the folder of a checkout can be deleted while its engine runs.
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return (lines.findLast((line) => /error/i.test(line)) ?? (byItself ? lines.at(-1) : undefined))?.trim();
}
