import type { Engine } from "../engine/endpoint.ts";
import { healthOf } from "../engine/probe.ts";

const EVERY_MS = 2_000;
const MISSES = 3;

/** Resolves with one sentence when the engine is gone; an endpoint that is not ours is asked for its health now and then. */
export function engineGone({ kind, endpoint, died }: Engine, signal: AbortSignal): Promise<string> {
  if (kind !== "external") return died;
  let misses = 0;
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      misses = (await healthOf(endpoint)) === undefined ? misses + 1 : 0;
      if (misses < MISSES) return;
      clearInterval(timer);
      resolve(`Nothing healthy answers at ${endpoint} any more.`);
    }, EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  });
}
