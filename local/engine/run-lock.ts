import { join } from "node:path";
import { tryLock } from "../setup/lock.mjs";
import { LocalError } from "./errors.ts";

export interface RunLock {
  /** Records where this run answers, for the message to whoever starts a second one. */
  announce(address: string): Promise<void>;
  /** Gives the lock back; calling it twice is harmless. */
  release(): Promise<void>;
}

/**
 * Makes this process the only run of a checkout, by `.bugle/run.lock`; a lock left by a killed run is taken over.
 * Throws LocalError `already-running`, which names the other process and its address.
 */
export async function takeRunLock(root: string): Promise<RunLock> {
  const lock = tryLock(join(root, ".bugle", "run.lock"));
  if (!lock.taken) {
    const { pid, address } = lock.holder;
    const where = address ? `, and answers at ${address}` : "";
    throw new LocalError({
      code: "already-running",
      message: `Bugle already runs from this folder: process ${pid}${where}.`,
      help: `Use that one, or stop it first: Ctrl-C in its terminal, or kill ${pid}.`,
    });
  }
  return {
    announce: async (address) => lock.describe(address),
    release: async () => lock.release(),
  };
}
