import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../setup/process-life.mjs";
import { readRecord, removeRecord } from "./engine-record.ts";
import { healthOf, identityAt } from "./probe.ts";
import { stopProcess } from "./stop-process.ts";

const tickMs = 100;

/**
 * Waits for an engine that a killed run has started at a port and that does not answer yet: until it is healthy, and can be
 * adopted, or has ended; stops it if it is neither in time.
 */
export async function settleBooting(
  state: string,
  port: number,
  withinMs: number,
  log: (line: string) => void,
): Promise<void> {
  const record = readRecord(state);
  // Without a birth the pid may be a later process's, which is not ours to wait for or to stop.
  if (record?.port !== port || record.birth === "") return;
  const { pid, birth } = record;
  const endpoint = `http://127.0.0.1:${port}`;
  const isSettled = async () =>
    !isAlive(pid, birth) || ((await identityAt(endpoint))?.pid === pid && (await healthOf(endpoint)) !== undefined);
  if (await isSettled()) return;
  log(`waiting for the engine that an earlier run was starting (process ${pid})`);
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(tickMs)) {
    if (await isSettled()) return;
  }
  await stopProcess(pid, birth);
  removeRecord(state, pid);
  log(`the engine that an earlier run was starting (process ${pid}) did not become healthy, and was stopped`);
}
