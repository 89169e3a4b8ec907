import { randomUUID } from "node:crypto";
import { takeLate } from "./charge.ts";
import type { Store } from "./store.ts";

export interface LateCharges {
  /** The time at which a late charge made now takes its money. */
  dueAt(): string;
  schedule(key: string, dueAt: string): void;
  stop(): void;
}

/** Takes the money of late charges when they are due, those left over from an earlier run too. */
export function lateCharges(store: Store, lateAfterMs: number): LateCharges {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const after = (milliseconds: number, key: string): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      take(key);
    }, milliseconds);
    timers.add(timer);
  };
  const take = (key: string): void => {
    const now = new Date().toISOString();
    store
      .update((state) => ({ state: takeLate(state, key, { now, id: `ch_${randomUUID()}` }), answer: undefined }))
      .catch(() => after(1_000, key));
  };
  const schedule = (key: string, dueAt: string): void => after(Math.max(0, Date.parse(dueAt) - Date.now()), key);

  for (const { key, dueAt } of store.read().entries) if (dueAt) schedule(key, dueAt);

  return {
    dueAt: () => new Date(Date.now() + lateAfterMs).toISOString(),
    schedule,
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
