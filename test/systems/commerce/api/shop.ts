import { join } from "node:path";
import commerceApi from "../../../../functions/commerce/api/index.ts";
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
import { relay } from "../../../../functions/runtime/relay/index.ts";
import { routesOf } from "../../../../functions/runtime/routes.ts";

const loaded = await readManifest(join(import.meta.dirname, "../../../../functions"));
const routes = routesOf(loaded.manifest);
const MODELS = ["order-summary", "stock-level", "user-profile", "daily-sales"];
const AT_WORK = ["order", "stock", "user", ...MODELS].map((name) => `commerce/${name}`);

/** Orders, stock and their read models on memory ports; whenever a read waits, everybody works. */
export function openShop() {
  let [now, serial] = [Date.parse("2026-01-01T12:00:00.000Z"), 0];
  const sent: { consumer: string; type: string; data: unknown }[] = [];
  const cloud = memoryCloud(loaded.manifest, () => now);
  const world = {
    journal: memoryJournal(),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    models: memoryModels(),
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
    .filter(({ name }) => AT_WORK.includes(name))
    .map((consumer) => {
      const definitions = consumer.handlers.map(({ name }) => loaded.definitions.get(`commerce/${name}`)!);
      const inbox = cloud.inbox(consumer.name);
      return { consumer, inbox, worker: openWorker({ consumer, definitions, ports: world, inbox }) };
    });
  let relayed = 0;
  const work = async () => {
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
    system: "commerce",
    api: commerceApi,
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
          sent.push(...messages.map(({ envelope: { type, data } }) => ({ consumer, type, data })));
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
  /** Writes, then reads where the answer said, after that write. */
  const settle = async (method: string, path: string, data?: unknown) => {
    const written = await call(method, path, data);
    if (written.status !== 202)
      throw new Error(`${method} ${path} answered ${written.status}: ${await written.text()}`);
    const { token } = (await written.json()) as { token: string };
    const read = await call("GET", `${written.headers.get("location")}?after=${token}`);
    return { status: read.status, body: (await read.json()) as Record<string, unknown> };
  };
  const stock = (sku: string, amount: number, currency = "EUR") =>
    settle("PUT", `/stock/${sku}`, { quantity: 100, price: { amount, currency } });
  const open = async (...items: { sku: string; quantity: number }[]) =>
    String((await settle("POST", "/orders", { userId: "ann", items })).body["orderId"]);
  const read = async (path: string) => {
    const response = await call("GET", path);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  /** Facts of an order that came from elsewhere, by now in every read model. */
  const happened = async (orderId: string, ...facts: Message<"event">[]) => {
    const stream = `commerce/order/${orderId}`;
    const last = (await world.journal.tail(stream, 1)).at(-1);
    const [n, version] = [(last?.n ?? 0) + 1, (last?.version ?? 0) + facts.length];
    const events = facts.map(({ type, data }) => ({ type, v: 1, data, by: 0 }));
    const [time, by] = [new Date(now).toISOString(), "commerce/elsewhere"];
    await world.journal.append({ stream, n, time, by, version, events, sends: [], answers: [] });
    for (let round = 0; round < 3; round++) await work();
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { app, call, read, settle, stock, open, happened, advance, sent };
}

export const submission = {
  card: "tok_ok",
  email: "ann@example.com",
  address: { name: "Ann", street: "High Street 1", city: "Leeds", postalCode: "LS1 1AA", country: "GB" },
};
