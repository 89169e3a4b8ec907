import * as z from "zod";
import { type Commit, outgoing } from "../../functions/runtime/commit.ts";
import { deliver } from "../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../functions/runtime/delivery/open-worker.ts";
import { stateAt } from "../../functions/runtime/edge/state-at.ts";
import { streamOf } from "../../functions/runtime/envelope.ts";
import { event, projection, state } from "../../functions/runtime/index.ts";
import { consumerOf } from "../../functions/runtime/manifest.ts";
import type { Delivery, Ports } from "../../functions/runtime/ports.ts";
import type { ProjectionDefinition } from "../../functions/runtime/projection.ts";

class Moved extends event("Moved", { catId: z.string(), to: z.int() }) {}

export const cat = state("cat", { key: "catId", from: [Moved], initial: { at: 0 } })({
  Moved: (_, { to }) => ({ at: to }),
});

interface Kept {
  readonly checkpoints?: number;
  readonly keptFor?: number;
  /** Of the facts. */
  readonly factsFor?: number;
}

/** A row that tells in which order it was folded, kept as it was once in so many commits. */
export const pathOf = ({ factsFor, ...kept }: Kept = {}) =>
  projection("paths", {
    of: { ...cat, ...(factsFor !== undefined && { keptFor: factsFor }) },
    initial: { path: 1, moved: "" },
    ...kept,
  })({ Moved: ({ path }, { to }, { time }) => ({ path: (path * 31 + to) % 1_000_003, moved: time }) });

export type Path = ReturnType<typeof pathOf>;

export const START = Date.parse("2026-01-01T12:00:00.000Z");

/** One commit: how many facts, and how many milliseconds after the one before. */
export type Said = readonly [facts: number, later: number];

export function commitsOf(catId: string, said: readonly Said[]): Commit[] {
  let [now, version] = [START, 0];
  return said.map(([facts, later], i) => {
    now += later;
    version += facts;
    const events = Array.from({ length: facts }, (_, k) => ({
      type: "Moved",
      v: 1,
      data: { catId, to: version - k },
      by: 0,
    }));
    const answers = [{ id: `m-${i}`, type: "Move", sent: "", correlationid: "c", hops: 0 }];
    const stream = streamOf("test", "cat", catId);
    return {
      stream,
      n: i + 1,
      time: new Date(now).toISOString(),
      by: "test/move",
      version,
      events,
      sends: [],
      answers,
    };
  });
}

/** What a queue brings of commits, fact by fact. */
export const deliveriesOf = (commits: readonly Commit[]): Delivery[] =>
  commits.flatMap(outgoing).map(({ envelope }) => ({
    messageId: envelope.id,
    receiptHandle: envelope.id,
    body: JSON.stringify(envelope),
    receives: 1,
    redriven: false,
  }));

type Stores = Pick<Ports, "journal" | "snapshots" | "attempts" | "rates" | "models">;

interface Worked {
  readonly now?: number;
  readonly system?: string;
}

/** Folds deliveries into rows, in one batch; answers those that failed. */
export function project<R>(
  stores: Stores,
  definition: ProjectionDefinition<R>,
  batch: readonly Delivery[],
  { now = START, system = "test" }: Worked = {},
): Promise<Delivery[]> {
  const own = definition as ProjectionDefinition;
  const consumer = consumerOf(system, own, `${system}/${own.name}.projection.ts`, new Set());
  const clock = { now: () => now, skew: () => 0, sleep: async () => undefined, random: () => 0 };
  const services = { secret: async () => "", email: async () => undefined };
  const nothing = async () => undefined;
  const inbox = { deadLetter: nothing, backOff: nothing, remove: nothing };
  const ports = { ...stores, clock, services, log: () => undefined };
  return deliver(openWorker({ consumer, definitions: [own], ports, inbox }), batch);
}

export const pathAt = (stores: Stores, definition: Path, catId: string, time: number | string) =>
  stateAt({ system: "test", ports: stores }, definition, catId, { time: new Date(time).toISOString() });

export const pathWith = (stores: Stores, definition: Path, catId: string, version: number) =>
  stateAt({ system: "test", ports: stores }, definition, catId, { version });

/** The stores, counting the commits that are read of their journal; as many a call as a page holds. */
export function counting<S extends Stores>(stores: S, page = 100) {
  const counts = { commits: 0, calls: 0 };
  const counted = async (read: Promise<Commit[]>) => {
    const commits = await read;
    counts.commits += commits.length;
    counts.calls++;
    return commits;
  };
  const journal: Ports["journal"] = {
    ...stores.journal,
    read: (stream, n, limit = page) => counted(stores.journal.read(stream, n, Math.min(limit, page))),
    tail: (stream, limit) => counted(stores.journal.tail(stream, limit)),
  };
  return { stores: { ...stores, journal }, counts };
}
