import { join } from "node:path";
import type { Message } from "../../../../functions/runtime/contract.ts";
import { deliver } from "../../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../../functions/runtime/delivery/worker.ts";
import { serveSystem } from "../../../../functions/runtime/edge/serve.ts";
import { readManifest } from "../../../../functions/runtime/manifest-files.ts";
import { memoryAttempts } from "../../../../functions/runtime/memory/attempts.ts";
import { memoryCloud } from "../../../../functions/runtime/memory/cloud.ts";
import { memoryJournal } from "../../../../functions/runtime/memory/journal.ts";
import { memoryKeys } from "../../../../functions/runtime/memory/keys.ts";
import { memoryModels } from "../../../../functions/runtime/memory/models.ts";
import { memoryRates } from "../../../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../../../functions/runtime/memory/snapshots.ts";
import type { SetAside } from "../../../../functions/runtime/ports.ts";
import { relay, relayAgain } from "../../../../functions/runtime/relay/index.ts";
import { routesOf } from "../../../../functions/runtime/routes.ts";
import tradingApi from "../../../../functions/trading/api/index.ts";
import { terms } from "../listing.ts";

const loaded = await readManifest(join(import.meta.dirname, "../../../../functions"));
const routes = routesOf(loaded.manifest);

/** Books, accounts and their read models on memory ports; whenever a read waits, everybody works. */
export function openExchange() {
  let [now, serial] = [Date.parse("2026-01-01T12:00:00.000Z"), 0];
  const sent: { id: string; type: string }[] = [];
  const cloud = memoryCloud(loaded.manifest, () => now);
  const world = {
    journal: memoryJournal(),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    models: memoryModels(),
    rates: memoryRates(),
    log: () => {},
    services: { secret: async () => "", email: async () => {} },
    clock: {
      now: () => now,
      skew: () => 0,
      random: () => 0,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
        await work();
      },
    },
  };
  const workers = loaded.manifest.systems
    .flatMap(({ consumers }) => consumers)
    .filter(({ system }) => system === "trading")
    .map((consumer) => {
      const definitions = consumer.handlers.map(({ name }) => loaded.definitions.get(`trading/${name}`)!);
      const inbox = cloud.inbox(consumer.name);
      return { consumer, inbox, worker: openWorker({ consumer, definitions, ports: world, inbox }) };
    });
  let relayed = 0;
  /** What waits for its time before a queue that keeps an order. */
  const sendDue = async () => {
    const due = cloud.retry.receive(10, 60);
    const asides = due.map(({ body }) => JSON.parse(body) as SetAside);
    await relayAgain({ routes, roads: cloud.roads, now: () => now }, asides);
    for (const { receiptHandle } of due) cloud.retry.remove(receiptHandle);
  };
  const work = async () => {
    await sendDue();
    for (const { consumer, inbox, worker } of workers) {
      const deliveries = cloud.queues.get(consumer.name)!.receive(10, 30);
      const failed = await deliver(worker, deliveries);
      await inbox.remove(deliveries.filter((delivery) => !failed.includes(delivery)));
      const commits = world.journal.all().slice(relayed);
      relayed += commits.length;
      await relay({ routes, roads: cloud.roads }, commits);
    }
  };
  const app = serveSystem({
    system: "trading",
    api: tradingApi,
    routes,
    local: true,
    uuid: () => `id-${++serial}`,
    report: (_, error) => {
      throw error;
    },
    ports: {
      ...world,
      keys: memoryKeys(() => now),
      roads: {
        send: (consumer, messages) => {
          sent.push(...messages.map(({ envelope: { id, type } }) => ({ id, type })));
          return cloud.roads.send(consumer, messages);
        },
      },
    },
  });
  const call = (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { ...(data !== undefined && { "content-type": "application/json" }), ...headers },
      ...(data !== undefined && { body: JSON.stringify(data) }),
    });
  const read = async (path: string) => {
    const response = await call("GET", path);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  /** Writes, then reads where the answer said, after that write. */
  const settle = async (method: string, path: string, data?: unknown) => {
    const written = await call(method, path, data);
    if (written.status !== 202)
      throw new Error(`${method} ${path} answered ${written.status}: ${await written.text()}`);
    const { token } = (await written.json()) as { token: string };
    return read(`${written.headers.get("location")}?after=${token}`);
  };
  /** A fact of an account that came from elsewhere, by now in every read model. */
  const happened = async (traderId: string, { type, data }: Message<"event">) => {
    const [time, by] = [new Date(now).toISOString(), "trading/elsewhere"];
    const events = [{ type, v: 1, data, by: 0 }];
    const stream = `trading/account/${traderId}`;
    await world.journal.append({ stream, n: 1, time, by, version: 1, events, sends: [], answers: [] });
    for (let round = 0; round < 3; round++) await work();
  };
  const list = () => settle("POST", "/instruments", terms);
  /** Lets everything follow that follows by now. */
  const rest = async () => {
    const waits = () =>
      [cloud.retry, ...cloud.queues.values()].some((queue) => (queue.nextVisible() ?? now + 1) <= now);
    while (waits()) await work();
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { call, read, settle, happened, list, rest, advance, sent };
}
