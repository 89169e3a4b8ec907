import { deliver } from "../../delivery/index.ts";
import type { Limits } from "../../delivery/limits.ts";
import { openWorker } from "../../delivery/open-worker.ts";
import type { Worker } from "../../delivery/worker.ts";
import type { Envelope } from "../../envelope.ts";
import type { Consumer } from "../../manifest.ts";
import type { Loaded } from "../../manifest-files.ts";
import type { MemoryCloud } from "../../memory/cloud.ts";
import type { Delivery, LogLine, Ports } from "../../ports.ts";
import { early } from "../../relay/early.ts";
import type { Routes } from "../../routes.ts";
import { type Faults, faulty, kill } from "./faults.ts";
import type { Ground } from "./ground.ts";
import type { Activity, Process, Scheduler } from "./scheduler.ts";

/** What the workers of a world share. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly cloud: MemoryCloud;
  readonly ground: Ground;
  readonly routes: Routes;
  readonly faults: Faults;
  readonly log: LogLine[];
  readonly limits: Partial<Limits>;
  readonly values: unknown;
  /** Messages that end the process of whoever runs them. */
  readonly kills: (envelope: Envelope) => boolean;
}

/** A place for one worker; when its process has died, another is started in it. */
export interface Slot {
  readonly consumer: Consumer;
  code: Loaded;
  process: Process;
  worker: Worker;
  busy: boolean;
}

const VISIBILITY_SECONDS = 180;

/** How far a process's clock may be off, either way: within what delivery allows for. */
const SKEW_MS = 4_000;

function portsOf({ ground, cloud, routes, scheduler, faults, log }: Surroundings, process: Process): Ports {
  const skew = Math.round((scheduler.random() - 0.5) * 2 * SKEW_MS);
  return {
    journal: faulty("journal", ground.journal, process, scheduler, faults),
    snapshots: faulty("snapshots", ground.snapshots, process, scheduler, faults),
    attempts: faulty("attempts", ground.attempts, process, scheduler, faults),
    rates: faulty("rates", ground.rates, process, scheduler, faults),
    models: faulty("models", ground.models, process, scheduler, faults),
    clock: {
      now: () => scheduler.now() + skew,
      skew: () => skew,
      sleep: (ms) => scheduler.sleep(process, ms),
      random: scheduler.random,
    },
    early: early(routes, faulty("roads", cloud.roads, process, scheduler, faults)),
    log: (line) => log.push(line),
    services: { secret: async (name) => name, email: () => scheduler.turn(process) },
  };
}

function start(around: Surroundings, consumer: Consumer, code: Loaded): Pick<Slot, "process" | "worker"> {
  const process: Process = { name: consumer.name, alive: true };
  const consumers = code.manifest.systems.flatMap((system) => system.consumers);
  const own = consumers.find(({ name }) => name === consumer.name) ?? consumer;
  const definitions = own.handlers.map(({ name }) => code.definitions.get(`${own.system}/${name}`));
  const worker = openWorker({
    consumer: own,
    definitions: definitions.filter((definition) => definition !== undefined),
    ports: portsOf(around, process),
    inbox: faulty("inbox", around.cloud.inbox(consumer.name), process, around.scheduler, around.faults),
    config: code.configs.get(own.system),
    values: around.values,
    limits: around.limits,
  });
  const route: Worker["route"] = (type) => {
    const found = worker.route(type);
    const decide: NonNullable<typeof found>["decide"] = async (envelope, state, place, claim) =>
      around.kills(envelope)
        ? kill(process)
        : (found as NonNullable<typeof found>).decide(envelope, state, place, claim);
    return found && { ...found, decide };
  };
  return { process, worker: { ...worker, route } };
}

export const openSlot = (around: Surroundings, consumer: Consumer, code: Loaded): Slot => ({
  consumer,
  code,
  busy: false,
  ...start(around, consumer, code),
});

/** What the event source mapping does: receive, invoke, delete what did not fail; a crash deletes nothing. */
async function work({ cloud, scheduler, faults }: Surroundings, slot: Slot, deliveries: Delivery[]): Promise<void> {
  const { process, worker, consumer } = slot;
  const failed = new Set(await deliver(worker, deliveries).catch(() => deliveries));
  if (!process.alive) return;
  for (const delivery of deliveries) {
    // A standard queue may deliver again what was deleted: then the deletion is as if lost.
    const lost = !consumer.fifo && scheduler.random() < faults.probability;
    if (!failed.has(delivery) && !lost) cloud.queues.get(consumer.name)?.remove(delivery.receiptHandle);
  }
  slot.busy = false;
}

/** The next batch of a slot, if it is free and there is one. */
export function nextBatch(around: Surroundings, slot: Slot): Activity | undefined {
  const { cloud, scheduler } = around;
  if (!slot.process.alive) Object.assign(slot, start(around, slot.consumer, slot.code), { busy: false });
  const queue = cloud.queues.get(slot.consumer.name);
  if (slot.busy || queue?.nextVisible() !== scheduler.now()) return undefined;
  return () => {
    slot.busy = true;
    void work(around, slot, queue.receive(1 + Math.floor(scheduler.random() * 10), VISIBILITY_SECONDS));
  };
}
