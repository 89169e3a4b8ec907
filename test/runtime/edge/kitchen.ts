import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../functions/runtime/delivery/open-worker.ts";
import { listenersOf } from "../../../functions/runtime/edge/listeners.ts";
import { type ServeOptions, serveSystem } from "../../../functions/runtime/edge/serve.ts";
import { memoryAttempts } from "../../../functions/runtime/memory/attempts.ts";
import { memoryCloud } from "../../../functions/runtime/memory/cloud.ts";
import { memoryJournal } from "../../../functions/runtime/memory/journal.ts";
import { memoryKeys } from "../../../functions/runtime/memory/keys.ts";
import { memoryModels } from "../../../functions/runtime/memory/models.ts";
import { memoryRates } from "../../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../../functions/runtime/memory/snapshots.ts";
import { memoryTrace } from "../../../functions/runtime/memory/trace.ts";
import type { Addressed, Failure, LogLine } from "../../../functions/runtime/ports.ts";
import { relay } from "../../../functions/runtime/relay/index.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { bakeryApi, consumers, definitions, manifest } from "./bakery.ts";

export const NOON = Date.parse("2026-01-01T12:00:00.000Z");

/** The bakery on memory ports: a clock that only sleeping moves, queues that wait until `work` is called, and notes of every call. */
export function openKitchen(some: Partial<ServeOptions> & { readonly traced?: boolean } = {}) {
  const { traced = false, ...options } = some;
  let [now, serial] = [NOON, 0];
  const routes = routesOf(manifest);
  const cloud = memoryCloud(manifest, () => now);
  const trace = memoryTrace();
  const notes = {
    sent: [] as (Addressed & { consumer: string })[],
    calls: [] as string[],
    log: [] as LogLine[],
    reports: [] as [id: string, message: string][],
    slept: [] as number[],
    /** Runs at each sleep. */
    meanwhile: async () => {},
    /** What the next sends answer; empty for success. */
    failures: [] as Failure[],
  };
  const counted = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get: (target, method) => {
        notes.calls.push(`${name}.${String(method)}`);
        return Reflect.get(target, method);
      },
    });
  const world = {
    journal: memoryJournal(),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    models: memoryModels(),
    ...(traced && { trace }),
    log: (line: LogLine) => void notes.log.push(line),
    services: { secret: async () => "", email: async () => {} },
    clock: {
      now: () => now,
      skew: () => 0,
      random: () => 0,
      sleep: async (milliseconds: number) => {
        notes.slept.push(milliseconds);
        now += milliseconds;
        await notes.meanwhile();
      },
    },
  };
  const ports = {
    ...world,
    journal: counted(world.journal, "journal"),
    attempts: counted(world.attempts, "attempts"),
    models: counted(world.models, "models"),
    keys: counted(
      memoryKeys(() => now),
      "keys",
    ),
    roads: counted(
      {
        send: async (consumer: string, messages: readonly Addressed[]) => {
          notes.sent.push(...messages.map((message) => ({ consumer, ...message })));
          return notes.failures.length > 0 ? notes.failures : cloud.roads.send(consumer, messages);
        },
      },
      "roads",
    ),
  };
  const app = serveSystem({
    system: "bakery",
    api: bakeryApi(),
    routes,
    ports,
    local: true,
    uuid: () => `id-${++serial}`,
    listeners: listenersOf(manifest, "bakery"),
    report: (id, error) => void notes.reports.push([id, (error as Error).message]),
    ...options,
  });
  const workers = definitions.map((own, i) => {
    const consumer = consumers[i]!;
    const inbox = cloud.inbox(consumer.name);
    return {
      name: consumer.name,
      inbox,
      worker: openWorker({ consumer, definitions: own, ports: world, inbox }),
    };
  });
  /** Lets one consumer handle what is in its queue, and relays what it committed. */
  const work = async (consumer: string) => {
    const { worker, inbox } = workers.find(({ name }) => name === consumer)!;
    const before = world.journal.all().length;
    const deliveries = cloud.queues.get(consumer)!.receive(10, 30);
    const failed = await deliver(worker, deliveries);
    await inbox.remove(deliveries.filter((delivery) => !failed.includes(delivery)));
    await relay({ routes, roads: cloud.roads, trace: world.trace }, world.journal.all().slice(before));
  };
  const json = (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { ...(data !== undefined && { "content-type": "application/json" }), ...headers },
      ...(data !== undefined && { body: typeof data === "string" ? data : JSON.stringify(data) }),
    });
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { app, json, work, world, cloud, trace, notes, advance };
}

/** The document of a problem, which must call itself one. */
export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`answered ${response.status} as ${type}`);
  return (await response.json()) as Record<string, unknown>;
}

export const bodyOf = async (response: Response) => (await response.json()) as Record<string, string>;
