import { join } from "node:path";
import { holderOf, type LockHolder, tryLock } from "../setup/lock.mjs";
import { LocalError } from "./errors.ts";

export interface RunLock {
  /** Records where this run answers, what it stands on and which systems it runs (default: all), for whoever starts a second one or looks at this one. */
  announce(address: string, mode: string, systems?: readonly string[]): Promise<void>;
  /** Gives the lock back; calling it twice is harmless. */
  release(): Promise<void>;
}

const lockIn = (root: string): string => join(root, ".bugle", "run.lock");

/** The run that is up from a folder, if there is one. */
export const runIn = (root: string): LockHolder | undefined => holderOf(lockIn(root));

/**
 * Makes this process the only run of a checkout, by `.bugle/run.lock`; a lock left by a killed run is taken over.
 * Throws LocalError `already-running`, which names the other process and its address.
 */
export async function takeRunLock(root: string): Promise<RunLock> {
  const lock = tryLock(lockIn(root));
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
    announce: async (address, mode, systems) => lock.describe({ address, mode, systems }),
    release: async () => lock.release(),
  };
}
