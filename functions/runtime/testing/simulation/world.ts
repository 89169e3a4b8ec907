import type { Limits } from "../../delivery/limits.ts";
import type { Envelope } from "../../envelope.ts";
import type { Loaded } from "../../manifest-files.ts";
import { type MemoryCloud, memoryCloud } from "../../memory/cloud.ts";
import type { LogLine } from "../../ports.ts";
import { type Routes, routesOf, targetStream } from "../../routes.ts";
import { type Faults, kill, noFaults } from "./faults.ts";
import { type Ground, memoryGround } from "./ground.ts";
import { seeded } from "./random.ts";
import { relayLoop } from "./relay-loop.ts";
import { type Activity, createScheduler, type Scheduler } from "./scheduler.ts";
import { nextBatch, openSlot, type Surroundings } from "./slots.ts";

export interface WorldOptions {
  loaded: Loaded;
  seed: number;
  ground?: Ground;
  limits?: Partial<Limits>;
  /** Workers per consumer; default 2. */
  workers?: number;
  /** Values of the systems' config. */
  values?: unknown;
  /** Milliseconds from a commit until the relay is told of it; default 0. */
  streamDelay?: number;
  /** Older code for the first worker of each consumer, until the world heals. */
  older?: Loaded;
  /** Messages that end the process of whoever runs them. */
  kills?: (envelope: Envelope) => boolean;
}

/** A whole deployment on one thread. */
export interface World {
  readonly scheduler: Scheduler;
  readonly cloud: MemoryCloud;
  readonly ground: Ground;
  readonly routes: Routes;
  readonly faults: Faults;
  readonly log: readonly LogLine[];
  /** `another`: under a deduplication id of its own, as when a sender sends again later. */
  send(envelope: Envelope, as?: "same" | "another"): void;
  /** Runs until nothing can happen any more. */
  settle(): Promise<void>;
  /** No faults from here on; older code is replaced. */
  heal(): void;
}

/** Builds a deployment of `loaded` whose every step is decided by the seed. */
export function createWorld(options: WorldOptions): World {
  const { loaded, older, seed, limits = {}, workers = 2, values, kills = () => false } = options;
  const random = seeded(seed);
  const scheduler = createScheduler(random);
  const ground = options.ground ?? memoryGround(scheduler.now);
  const cloud = memoryCloud(loaded.manifest, scheduler.now, (count) => Math.floor(random() * count));
  const log: LogLine[] = [];
  const faults = noFaults();
  const routes = routesOf(loaded.manifest);
  const around: Surroundings = { scheduler, cloud, ground, routes, faults, log, limits, values, kills };
  const slots = loaded.manifest.systems
    .flatMap((system) => system.consumers)
    .flatMap((consumer) =>
      Array.from({ length: workers }, (_, i) => openSlot(around, consumer, i === 0 && older ? older : loaded)),
    );
  const relaying = relayLoop(around, options.streamDelay ?? 0);

  const activities = () => {
    const batches: Activity[] = [];
    for (const slot of slots) {
      const batch = nextBatch(around, slot);
      if (batch) batches.push(batch);
    }
    return [...batches, ...relaying.activities()];
  };
  const nextTime = () => {
    const queues = [...cloud.queues.values(), cloud.retry];
    const times = [...queues.map((queue) => queue.nextVisible()), relaying.nextTime()].filter((at) => at !== undefined);
    return times.length > 0 ? Math.min(...times) : undefined;
  };

  return {
    scheduler,
    cloud,
    ground,
    routes,
    faults,
    log,
    send(envelope, as = "same") {
      const route = routes.commands[envelope.type];
      if (!route) throw new Error(`no handler takes ${envelope.type}`);
      const group = route.fifo ? targetStream(route, envelope.data) : undefined;
      cloud.queues.get(route.consumer)?.send(JSON.stringify(envelope), {
        ...(group !== undefined && { group }),
        ...(as === "same" && { deduplicationId: envelope.id }),
      });
    },
    settle: () => scheduler.run(activities, nextTime),
    heal() {
      faults.probability = 0;
      for (const slot of slots) {
        if (slot.code !== loaded) void kill(slot.process);
        slot.code = loaded;
      }
    },
  };
}
