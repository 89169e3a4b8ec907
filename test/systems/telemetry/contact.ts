import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../functions/runtime/delivery/worker.ts";
import { serveSystem } from "../../../functions/runtime/edge/serve.ts";
import { memoryAttempts } from "../../../functions/runtime/memory/attempts.ts";
import { memoryCloud } from "../../../functions/runtime/memory/cloud.ts";
import { memoryJournal } from "../../../functions/runtime/memory/journal.ts";
import { memoryKeys } from "../../../functions/runtime/memory/keys.ts";
import { memoryModels } from "../../../functions/runtime/memory/models.ts";
import { memoryRates } from "../../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../../functions/runtime/memory/snapshots.ts";
import type { SetAside } from "../../../functions/runtime/ports.ts";
import { relay, relayAgain } from "../../../functions/runtime/relay/index.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { pathOf } from "../../../functions/runtime/things.ts";
import telemetryApi from "../../../functions/telemetry/api/index.ts";
import things from "../../../functions/telemetry/things.ts";
import { telemetry } from "./loaded.ts";

const loaded = telemetry(
  "device",
  "devices",
  "readings",
  "open-mailbox-on-device-registered",
  "mailbox",
  "device-commands",
  "rollout",
  "rollouts",
  "rollout-installs",
  "firmware-rollout",
);
const routes = routesOf(loaded.manifest);

/** Devices, their mailboxes and rollouts behind the HTTP face, with a clock that the test moves; whenever a read waits, everybody works. */
export function openContact() {
  let [now, serial, reads] = [Date.parse("2026-01-01T12:00:00.000Z"), 0, 0];
  const waits: number[] = [];
  const cloud = memoryCloud(loaded.manifest, () => now);
  const models = memoryModels();
  const world = {
    journal: memoryJournal(),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    models: {
      ...models,
      read: (model: string, key: string) => {
        reads += 1;
        return models.read(model, key);
      },
    },
    log: () => {},
    services: { secret: async () => "", email: async () => {} },
    clock: {
      now: () => now,
      skew: () => 0,
      random: () => 0,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
        waits.push(milliseconds);
        await work();
      },
    },
  };
  const workers = loaded.manifest.systems
    .flatMap(({ consumers }) => consumers)
    .map((consumer) => {
      const definitions = consumer.handlers.map(({ name }) => loaded.definitions.get(`telemetry/${name}`)!);
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
    for (const { body, receiptHandle } of cloud.retry.receive(10, 30)) {
      await relayAgain({ routes, roads: cloud.roads, now: () => now }, [JSON.parse(body) as SetAside]);
      cloud.retry.remove(receiptHandle);
    }
  };
  const app = serveSystem({
    system: "telemetry",
    api: telemetryApi,
    routes,
    local: true,
    uuid: () => `id-${++serial}`,
    report: (_, error) => {
      throw error;
    },
    ports: { ...world, keys: memoryKeys(() => now), roads: cloud.roads },
  });
  const call = async (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.request(path, {
      method,
      headers: { ...(data !== undefined && { "content-type": "application/json" }), ...headers },
      ...(data !== undefined && { body: JSON.stringify(data) }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body, location: response.headers.get("location") };
  };
  /** Writes, then reads where the answer said, after that write. */
  const settle = async (method: string, path: string, data?: unknown, headers: Record<string, string> = {}) => {
    const { status, body, location } = await call(method, path, data, headers);
    if (status !== 202) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return call("GET", `${location}?after=${body["token"]}`);
  };
  /** A registered device, and how it calls. */
  const device = async (deviceId: string, more: object = {}) => {
    const about = { deviceId, fleetId: "north", model: "thermo", firmware: "1.0.0", ...more };
    const { body, location } = await call("POST", "/devices", about);
    const key = { "x-device-key": String(body["deviceKey"]) };
    await call("GET", `${location}?after=${body["token"]}`);
    for (let round = 0; round < 3; round++) await work();
    const path = `/devices/${deviceId}`;
    return {
      contact: async (wait = 0) => {
        const { body } = await call("GET", `${path}/commands?wait=${wait}`, undefined, key);
        return (body as { commands: { id: string; type: string; data: object; expiresAt?: string }[] }).commands;
      },
      says: (id: string, outcome: object) => settle("POST", `${path}/commands/${id}/outcome`, outcome, key),
      reports: (configuration: object) => settle("POST", `${path}/configuration`, configuration, key),
    };
  };
  /** What a client has published over MQTT, as the rule's function brings it. */
  const published = async (client: string, topic: string, data: unknown) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) };
    return (await app.request(pathOf(things.topics, topic) ?? "", init, { thing: client })).status;
  };
  /** Time passes, and everybody works. */
  const advance = async (milliseconds: number) => {
    now += milliseconds;
    for (let round = 0; round < 6; round++) await work();
  };
  return { call, settle, device, published, advance, waits, reads: () => reads, now: () => now };
}
