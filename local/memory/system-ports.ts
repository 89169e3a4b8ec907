import { setTimeout as sleep } from "node:timers/promises";
import { BugleError } from "../../functions/runtime/errors.ts";
import { memoryAttempts } from "../../functions/runtime/memory/attempts.ts";
import { type MemoryJournal, memoryJournal } from "../../functions/runtime/memory/journal.ts";
import { memoryKeys } from "../../functions/runtime/memory/keys.ts";
import { memoryModels } from "../../functions/runtime/memory/models.ts";
import { memoryRates } from "../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../functions/runtime/memory/snapshots.ts";
import type { Services } from "../../functions/runtime/needs.ts";
import type { Clock, Keys, LogLine, Ports, Trace } from "../../functions/runtime/ports.ts";

export type MemoryPorts = Ports & { readonly journal: MemoryJournal; readonly keys: Keys; readonly trace: Trace };

const clock: Clock = {
  now: Date.now,
  skew: () => 0,
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
  random: Math.random,
};

/** Emails go nowhere, and there is no store that could hold a secret. */
const services: Services = {
  email: async () => {},
  secret: async (name) => {
    throw new BugleError("no-secret", `in memory there is no parameter ${name}`, {
      help: "leave the setting that names it out, or run without --memory",
    });
  },
};

/** Everything one system keeps, in memory and on the machine's clock; journeys are shared by all systems. */
export function systemPorts(trace: Trace, log: (line: LogLine) => void): MemoryPorts {
  return {
    journal: memoryJournal(),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    models: memoryModels(),
    keys: memoryKeys(clock.now),
    trace,
    clock,
    services,
    log,
  };
}
