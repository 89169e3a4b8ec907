import type { Trace, TraceEntry } from "../ports.ts";
import { tracePlace } from "../trace-place.ts";
import { copyOf } from "./copy.ts";

/** Traces in memory; the same hop written twice is one entry. */
export function memoryTrace(): Trace {
  const journeys = new Map<string, Map<string, TraceEntry>>();
  return {
    write: async (entries) => {
      for (const entry of entries) {
        const journey = journeys.get(entry.correlationid) ?? new Map<string, TraceEntry>();
        journeys.set(entry.correlationid, journey.set(tracePlace(entry), copyOf(entry)));
      }
    },
    read: async (correlationid) =>
      [...(journeys.get(correlationid) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => copyOf(entry)),
  };
}
