import type { Attempt, Attempts } from "../ports.ts";
import { copyOf } from "./copy.ts";

/** Attempts in memory; they do not expire. */
export function memoryAttempts(): Attempts {
  const items = new Map<string, Attempt>();
  const key = (consumer: string, id: string) => `${consumer} ${id}`;
  return {
    read: async (consumer, id) => copyOf(items.get(key(consumer, id))),
    write: async (consumer, id, attempt) => {
      items.set(key(consumer, id), copyOf(attempt));
    },
  };
}
