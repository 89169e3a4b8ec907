import { setTimeout as sleep } from "node:timers/promises";
import { birthOf } from "../setup/process-life.mjs";
import type { Engine } from "./endpoint.ts";
import { dataOf, type LaunchOptions, launchEngine } from "./engine-process.ts";
import { removeRecord, writeRecord } from "./engine-record.ts";
import { LocalError } from "./errors.ts";
import { type Health, healthOf, identityAt } from "./probe.ts";
import { stopProcess } from "./stop-process.ts";

const patienceMs = 20_000;
const tickMs = 25;

/** Starts an engine and waits until it is healthy; throws LocalError `engine-start-failed`, leaving nothing behind. */
export async function startEngine(options: LaunchOptions, log: (line: string) => void): Promise<Engine> {
  const { root, port, state } = options;
  const endpoint = `http://127.0.0.1:${port}`;
  const { pid, ended } = launchEngine(options);
  const birth = birthOf(pid) ?? "";
  writeRecord(state, { pid, port, startedAt: new Date().toISOString() });

  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await stopProcess(pid, birth);
    removeRecord(state, pid);
  };
  const stop = (): Promise<void> => {
    stopping ??= end();
    return stopping;
  };

  const giveUp = new AbortController();
  const failed = ended.then((message) => ({ message }));
  const outcome = await Promise.race([whenHealthy(endpoint, root, giveUp.signal), failed]);
  giveUp.abort();
  if ("message" in outcome) {
    await stop();
    const help = `The whole output is in ${state}/engine.log; \`node local/setup/install.mjs\` repairs the installation.`;
    throw new LocalError({ code: "engine-start-failed", message: outcome.message, help });
  }
  log(`engine started at ${endpoint} (${outcome.product} ${outcome.version}, process ${pid})`);
  const died = new Promise<string>((resolve) => {
    void ended.then((message) => stopping ?? resolve(message));
  });
  return { endpoint, kind: "started", ...outcome, pid, data: dataOf(state, port), stop, died };
}

async function whenHealthy(endpoint: string, root: string, signal: AbortSignal): Promise<Health | { message: string }> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline && !signal.aborted; await sleep(tickMs)) {
    const health = await healthOf(endpoint);
    // Somebody else may have taken the port since it was found free.
    if (health && (await identityAt(endpoint))?.checkout === root) return health;
  }
  return { message: `The engine was not healthy after ${patienceMs / 1000} seconds.` };
}
