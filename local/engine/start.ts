import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { birthOf } from "../setup/process-life.mjs";
import { distrustEnvironment } from "../setup/python-environment.mjs";
import type { Engine } from "./endpoint.ts";
import { dataOf, explained, launchEngine, logOf } from "./engine-process.ts";
import { removeRecord, writeRecord } from "./engine-record.ts";
import { LocalError } from "./errors.ts";
import { type Health, healthOf, identityAt, type Product } from "./probe.ts";
import type { LaunchOptions, Recipe } from "./recipe.ts";
import { recipes } from "./recipes.ts";
import { assertSound } from "./sound.ts";
import { stopProcess } from "./stop-process.ts";

const tickMs = 25;

/**
 * Starts an engine and waits until it is healthy, and with it the DynamoDB Local that it may run; leaves nothing behind if
 * that fails. Throws LocalError `engine-start-failed`, `engine-open`, `dynamodb-silent`, or what `launchEngine` throws.
 */
export async function startEngine(product: Product, options: LaunchOptions): Promise<Engine> {
  const { root, port, state } = options;
  const recipe = recipes[product];
  const endpoint = `http://127.0.0.1:${port}`;
  const { pid, ended } = await launchEngine(options, recipe);
  const birth = birthOf(pid) ?? "";

  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await stopProcess(pid, birth, recipe.stopMs);
    removeRecord(state, pid);
  };
  const stop = (): Promise<void> => {
    stopping ??= end();
    return stopping;
  };

  const giveUp = new AbortController();
  const start = async (): Promise<Started> => {
    writeRecord(state, { pid, birth, port, startedAt: new Date().toISOString() });
    const started = await whenHealthy({ endpoint, root, pid, signal: giveUp.signal });
    await assertSound({ endpoint, port, group: pid, dynamodb: started.dynamodb, signal: giveUp.signal });
    return started;
  };
  const tooLate = sleep(recipe.startMs, `The engine was not healthy after ${recipe.startMs / 1000} seconds.`, {
    signal: giveUp.signal,
  });
  const failed = Promise.race([ended, tooLate]).then((message) =>
    Promise.reject(startFailed(message, options, recipe)),
  );
  let started: Started;
  try {
    started = await Promise.race([start(), failed]);
  } catch (cause) {
    await stop();
    throw explained(state, cause);
  } finally {
    giveUp.abort();
  }
  const died = new Promise<string>((resolve) => {
    void ended.then((message) => stopping ?? resolve(message));
  });
  const data = recipe.keepsData ? { data: dataOf(state, port) } : {};
  return { endpoint, kind: "started", ...started, pid, ...data, stop, died };
}

function startFailed(message: string, { installed, state }: LaunchOptions, { venv }: Recipe): LocalError {
  const code = "engine-start-failed";
  const output = `The whole output is in ${logOf(state)}`;
  if (!/No module named|ImportError|ModuleNotFoundError/.test(message))
    return new LocalError({
      code,
      message,
      help: `${output}; what an installation lacks is made anew by removing ${join(installed, venv)}.`,
    });
  distrustEnvironment(join(installed, venv));
  return new LocalError({
    code,
    message: `A package of the engine is missing or broken. ${message}`,
    help: `Run the same command again, which installs them anew. ${output}.`,
  });
}

type Started = Health & Pick<Engine, "dynamodb">;

interface Expected {
  readonly endpoint: string;
  readonly root: string;
  readonly pid: number;
  readonly signal: AbortSignal;
}

async function whenHealthy({ endpoint, root, pid, signal }: Expected): Promise<Started> {
  for (; ; await sleep(tickMs, undefined, { signal })) {
    const health = await healthOf(endpoint);
    if (!health) continue;
    // Somebody else may have taken the port since it was found free, even another engine of this checkout.
    const identity = await identityAt(endpoint);
    if (identity?.checkout !== root || !isStarted(identity.pid, pid)) continue;
    const { dynamodb } = identity;
    return { ...health, ...(dynamodb !== undefined && { dynamodb }) };
  }
}

// On Windows what is started is the virtual environment's stand-in, which starts the interpreter as another process.
const isStarted = (answering: number, started: number): boolean =>
  answering === started || process.platform === "win32";
