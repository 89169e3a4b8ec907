import { handling } from "./handling.ts";
import { projecting } from "./projecting.ts";
import { putToWork, type Worker, type WorkerOptions } from "./worker.ts";

/** Puts a consumer of any kind to work on ports; throws `invalid-config` naming every fault of its configuration at once. */
export function openWorker(options: Omit<WorkerOptions, "answer">): Worker {
  const { consumer, definitions } = options;
  const [first] = definitions;
  return putToWork({ ...options, answer: first?.is === "projection" ? projecting(first) : handling(consumer) });
}
