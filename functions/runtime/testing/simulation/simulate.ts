import type { Message } from "../../contract.ts";
import type { Limits } from "../../delivery/limits.ts";
import { parseEnvelope, streamOf } from "../../envelope.ts";
import type { Definition } from "../../manifest.ts";
import type { Loaded } from "../../manifest-files.ts";
import { readRow } from "../../read-rows.ts";
import { missingNeed } from "../missing-need.ts";
import { envelopeOf } from "./envelopes.ts";
import { overTheLine } from "./outside-line.ts";
import { createWorld, type World } from "./world.ts";

/** Calls an outside service as a handler's need does: under faults the line is busy, or the answer gets lost after the effect. */
export type Line = <T>(effect: () => T) => Promise<T>;

export interface SimulationOptions {
  /** Decides every choice: the same seed is the same run. */
  seed: number;
  /** How likely a fault is at each call, from 0 to 1; default 0.02. */
  faults?: number;
  /** Workers of each queue; default 2. */
  workers?: number;
  /** Milliseconds from a commit until the relay is told of it, some 200 in AWS; default 0. */
  streamDelay?: number;
  /** Fakes in place of the handlers' needs, by name; one that is used and not given fails its message, except the platform's email. */
  needs?: (line: Line) => Readonly<Record<string, unknown>>;
  /** Smaller numbers make a short run meet snapshots and dead letters. */
  limits?: Partial<Limits>;
}

export interface DeadLetter {
  readonly id: string;
  readonly type: string;
  readonly consumer: string;
  readonly code: string;
}

/** A whole deployment in memory: queues, journal, relay and workers that crash. */
export interface Simulation {
  /** Sends a command as the edge would and answers its id; `copies`, default 1, are one message delivered so many times. */
  send(command: Message<"command">, options?: { id?: string; copies?: number }): string;
  /** Runs until nothing can happen any more; time passes as it must. */
  settle(): Promise<void>;
  /** No faults from here on; what is under way ends, and every dead letter is redriven once. */
  finish(): Promise<void>;
  /** The events of one stream, in order: `facts("commerce/order", "o-1")`. */
  facts(state: string, key: string): { type: string; data: unknown }[];
  /** A read model's row: `row("commerce/order-summary", "o-1")`; undefined if there is none. */
  row(model: string, key: string): Promise<unknown>;
  /** The same of totals: `total("shop/turnover", "2026-01")`. */
  total(model: string, key: string): Promise<unknown>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Everything behind it: scheduler, queues, faults, log. */
  readonly world: World;
}

const fakeOf = (fakes: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(fakes, name) ? fakes[name] : missingNeed(name, `give a fake: simulate(loaded, { needs: … ${name} … })`);

/** Needs over a configuration are never made: what a test has not faked says so when it is used. */
function withFakes(loaded: Loaded, fakes: Readonly<Record<string, unknown>>): Loaded {
  const replace = (definition: Definition): Definition => {
    if (definition.is === "projection" || definition.is === "saga" || !definition.options.needs) return definition;
    const needs = Object.fromEntries(
      Object.entries(definition.options.needs).map(([name, need]) => [
        name,
        need.config || Object.hasOwn(fakes, name) ? { uses: [], create: () => fakeOf(fakes, name) } : need,
      ]),
    );
    return { ...definition, options: { ...definition.options, needs } };
  };
  const definitions = new Map([...loaded.definitions].map(([name, definition]) => [name, replace(definition)]));
  return { ...loaded, definitions, configs: new Map() };
}

async function deadLettersOf({ cloud, ground }: World): Promise<DeadLetter[]> {
  const letters = [...cloud.deadLetters].flatMap(([consumer, queue]) =>
    queue.all().map(({ body }) => ({ consumer, envelope: parseEnvelope(body) })),
  );
  return Promise.all(
    letters.map(async ({ consumer, envelope: { id, type } }) => {
      const attempt = await ground.attempts.read(consumer, id);
      return { id, type, consumer, code: attempt?.dead?.code ?? "unknown" };
    }),
  );
}

/**
 * Builds a deployment of `loaded` in memory whose every step is decided by the seed: order, duplicates, crashes, lost responses.
 * Send commands, `settle()`, then `finish()`, and judge by facts, rows and dead letters.
 */
export function simulate(loaded: Loaded, options: SimulationOptions): Simulation {
  const { needs = () => ({}), faults = 0.02, ...rest } = options;
  const line: Line = (effect) => overTheLine(world, effect);
  const world: World = createWorld({ ...rest, loaded: withFakes(loaded, needs(line)) });
  world.faults.probability = faults;
  let sent = 0;
  const read = async (model: string, key: string) => (await world.ground.models.read(model, key))?.row;
  return {
    world,
    send(command, { id = `command-${++sent}`, copies = 1 } = {}) {
      const envelope = envelopeOf(id, command, world.scheduler.now());
      for (let copy = 0; copy < copies; copy++) world.send(envelope, "another");
      return id;
    },
    settle: world.settle,
    async finish() {
      world.heal();
      await world.settle();
      for (const consumer of world.cloud.deadLetters.keys()) world.cloud.redrive(consumer);
      await world.settle();
    },
    facts(state, key) {
      const [system = "", name = ""] = state.split("/");
      const stream = streamOf(system, name, key);
      const commits = world.ground.all().filter((commit) => commit.stream === stream);
      return commits.flatMap(({ events }) => events.map(({ type, data }) => ({ type, data })));
    },
    row: read,
    async total(model, key) {
      const [system = ""] = model.split("/");
      const projection = loaded.definitions.get(model);
      if (projection?.is !== "projection") return undefined;
      return (await readRow({ models: world.ground.models, system, projection }, key))?.row;
    },
    deadLetters: () => deadLettersOf(world),
  };
}
