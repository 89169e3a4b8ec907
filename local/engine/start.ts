import { setTimeout as sleep } from "node:timers/promises";
import { birthOf } from "../setup/process-life.mjs";
import type { Engine } from "./endpoint.ts";
import { dataOf, launchEngine, logOf } from "./engine-process.ts";
import { removeRecord, writeRecord } from "./engine-record.ts";
import { LocalError } from "./errors.ts";
import { type Health, healthOf, identityAt, type Product } from "./probe.ts";
import { type LaunchOptions, recipes } from "./recipe.ts";
import { stopProcess } from "./stop-process.ts";

const tickMs = 25;

/** Starts an engine and waits until it is healthy; throws LocalError `engine-start-failed`, leaving nothing behind. */
export async function startEngine(
  product: Product,
  options: LaunchOptions,
  log: (line: string) => void,
): Promise<Engine> {
  const { root, port, state } = options;
  const recipe = recipes[product];
  const endpoint = `http://127.0.0.1:${port}`;
  const { pid, ended } = await launchEngine(options, recipe);
  const birth = birthOf(pid) ?? "";
  writeRecord(state, { pid, port, startedAt: new Date().toISOString() });

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
  const failed = ended.then((message) => ({ message }));
  const outcome = await Promise.race([whenHealthy(endpoint, root, recipe.startMs, giveUp.signal), failed]);
  giveUp.abort();
  if ("message" in outcome) {
    await stop();
    const help = `The whole output is in ${logOf(state)}; \`node local/setup/install.mjs ${recipe.part}\` repairs the installation.`;
    throw new LocalError({ code: "engine-start-failed", message: outcome.message, help });
  }
  log(`engine started at ${endpoint} (${outcome.product} ${outcome.version}, process ${pid})`);
  const died = new Promise<string>((resolve) => {
    void ended.then((message) => stopping ?? resolve(message));
  });
  const data = recipe.keepsData ? { data: dataOf(state, port) } : {};
  return { endpoint, kind: "started", ...outcome, pid, ...data, stop, died };
}

type Started = Health & Pick<Engine, "dynamodb">;

async function whenHealthy(
  endpoint: string,
  root: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<Started | { message: string }> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline && !signal.aborted; await sleep(tickMs)) {
    const health = await healthOf(endpoint);
    if (!health) continue;
    // Somebody else may have taken the port since it was found free.
    const { checkout, dynamodb } = (await identityAt(endpoint)) ?? {};
    if (checkout === root) return { ...health, ...(dynamodb !== undefined && { dynamodb }) };
  }
  return { message: `The engine was not healthy after ${withinMs / 1000} seconds.` };
}
