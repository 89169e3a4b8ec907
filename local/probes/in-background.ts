import { setTimeout as sleep } from "node:timers/promises";
import { tryLock } from "../setup/lock.mjs";
import { answersFile } from "./answers.ts";
import { ask, type Endpoint } from "./ask.ts";

/** Cases of the contract whose answers no deployment waits for. */
export const QUESTIONS = [
  "schedules/on-time",
  "topics/dead-letter",
  "bus/dead-letter",
  "queues/move-task",
  "queues/abandoned-poll",
] as const;
/** What counts only where Lambdas read the streams. */
export const OF_LAMBDAS = ["functions/stream-partial-failure"] as const;

/** A short run asks nothing, and the first order of a long one is not slowed. */
const AFTER_MS = 10_000;
/** So that a run beside it hardly feels it. */
const AT_ONCE = 2;

/** Asks an endpoint these cases, unless they are known of its version or another process asks now. */
export async function askAlone(at: Endpoint, ids: readonly string[]): Promise<void> {
  const lock = tryLock(`${answersFile(at)}.lock`);
  if (!lock.taken) return;
  try {
    await ask(at, ids, AT_ONCE);
  } finally {
    lock.release();
  }
}

export interface Background extends Endpoint {
  /** Whether Lambdas read the streams. */
  readonly lambdas: boolean;
  /** Told why asking failed. */
  readonly trouble: (error: unknown) => void;
  /** Milliseconds from now; default 10,000. */
  readonly after?: number;
}

/** Asks an endpoint what can wait, in its own time; answers how to end it, all undone. */
export function askInBackground({ lambdas, trouble, after = AFTER_MS, ...at }: Background): () => Promise<void> {
  const end = new AbortController();
  const signal = AbortSignal.any([at.signal, end.signal]);
  const ids = lambdas ? [...QUESTIONS, ...OF_LAMBDAS] : QUESTIONS;
  const asking = sleep(after, undefined, { signal, ref: false })
    .then(() => askAlone({ ...at, signal }, ids))
    .catch((error) => signal.aborted || trouble(error));
  return async () => {
    end.abort();
    await asking;
  };
}
