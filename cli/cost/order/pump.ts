import { setTimeout as sleep } from "node:timers/promises";

/** Runs what one thing leads to, and tells when nothing is under way any more. */
export interface Pump {
  start(work: () => Promise<void>): void;
  /** Throws what a work has thrown. */
  settled(): Promise<void>;
}

export function openPump(): Pump {
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];
  return {
    start(work) {
      const run = sleep(0)
        .then(work)
        .catch((fault: unknown) => void faults.push(fault))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
      if (faults.length > 0) throw faults[0];
    },
  };
}
