import type { Attempt, Attempts } from "../ports.ts";
import { copyOf } from "./copy.ts";

/** Attempts in memory; they do not expire. */
export function memoryAttempts(): Attempts {
  const items = new Map<string, Attempt>();
  const halted = new Map<string, Set<string>>();
  const key = (consumer: string, id: string) => `${consumer} ${id}`;
  return {
    read: async (consumer, id) => copyOf(items.get(key(consumer, id))),
    write: async (consumer, id, attempt) => {
      items.set(key(consumer, id), copyOf(attempt));
    },
    halts: async (consumer) => [...(halted.get(consumer) ?? [])],
    halt: async (consumer, id) => {
      halted.set(consumer, new Set(halted.get(consumer)).add(id));
    },
    release: async (consumer, id) => {
      halted.get(consumer)?.delete(id);
    },
  };
}
