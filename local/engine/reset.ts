import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readRecord, removeRecord } from "./engine-record.ts";
import { identityAt } from "./probe.ts";
import { takeRunLock } from "./run-lock.ts";
import { stopProcess } from "./stop-process.ts";

/** What a run keeps in its `.bugle` folder, and what it is. */
const KEPT = [
  ["engine", "the engine's data"],
  ["card-gateway.json", "the card gateway's charges"],
  ["outputs.json", "the outputs of the last deploy"],
  ["cdk.out", "the synthesized app"],
  ["endpoints", "the answers of endpoints"],
] as const;

/** Stops an engine that a killed run has left behind; answers what it was. */
async function stopLeftEngine(state: string): Promise<string[]> {
  const { pid, port } = readRecord(state) ?? {};
  if (pid === undefined || (await identityAt(`http://127.0.0.1:${port}`))?.pid !== pid) return [];
  await stopProcess(pid, "");
  removeRecord(state, pid);
  return [`an engine left running (process ${pid})`];
}

/**
 * Clears what local runs of a folder have kept, and answers what there was, in words; the folder is empty of it afterwards.
 * Throws LocalError `already-running` while a run is up.
 */
export async function reset({ home, state }: { home: string; state: string }): Promise<string[]> {
  const lock = await takeRunLock(home);
  try {
    const stopped = await stopLeftEngine(state);
    const found = KEPT.filter(([name]) => existsSync(join(state, name)));
    for (const [name] of found) rmSync(join(state, name), { recursive: true, force: true });
    return [...stopped, ...found.map(([, what]) => what)];
  } finally {
    await lock.release();
  }
}
