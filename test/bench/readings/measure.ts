import { type Commit, outgoing } from "../../../functions/runtime/commit.ts";
import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../functions/runtime/delivery/open-worker.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { memoryAttempts } from "../../../functions/runtime/memory/attempts.ts";
import { memoryRates } from "../../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../../functions/runtime/memory/snapshots.ts";
import type { Delivery, Inbox } from "../../../functions/runtime/ports.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { reports, sift } from "../../../functions/telemetry/domain/intake.ts";
import { loadedSystem } from "../../systems/loaded.ts";
import { batchOf } from "./batch.ts";
import { forgetfulJournal, forgetfulModels } from "./forgetful.ts";

/** What one process measured. */
export interface Measured {
  readonly readings: number;
  /** Per second of CPU, of all threads. */
  readonly perSecond: number;
  /** The most MiB of heap in use in each half of the run: copies of a thousand hours are kept, then no more. */
  readonly heap: { readonly firstHalf: number; readonly secondHalf: number };
}

const DEVICES = 10;
const BATCH = 100;
const TEN_MINUTES = 600_000;
const BEGIN = Date.parse("2026-01-01T00:00:00.000Z");

const inbox: Inbox = {
  deadLetter: async () => undefined,
  backOff: async () => undefined,
  remove: async () => undefined,
};
const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** Ten devices that send a hundred readings every ten minutes: judged, decided, stored and rolled up, with nothing but memory behind. */
async function measure(readings: number): Promise<Measured> {
  const { manifest, definitions } = loadedSystem("telemetry", "readings", "rollups");
  let now = BEGIN;
  const committed: Commit[] = [];
  const ports = {
    journal: forgetfulJournal(50, (commit) => committed.push(commit)),
    models: forgetfulModels(500),
    snapshots: memorySnapshots(),
    attempts: memoryAttempts(),
    rates: memoryRates(),
    clock: { now: () => now, skew: () => 0, random: () => 0, sleep: async () => undefined },
    log: () => undefined,
    services: { secret: async () => "", email: async () => undefined },
  };
  const workers = new Map(
    manifest.systems.flatMap(({ consumers }) =>
      consumers.map((consumer) => {
        const own = consumer.handlers.flatMap(({ name }) => definitions.get(`telemetry/${name}`) ?? []);
        return [consumer.name, openWorker({ consumer, definitions: own, ports, inbox })];
      }),
    ),
  );
  let serial = 0;
  const deliveryOf = (envelope: Envelope, group?: string): Delivery => {
    const messageId = `m-${++serial}`;
    const body = JSON.stringify(envelope);
    return {
      messageId,
      receiptHandle: messageId,
      body,
      receives: 1,
      queuedAt: now,
      redriven: false,
      ...(group && { group }),
    };
  };
  const handle = async (name: string, deliveries: Delivery[]) => {
    const failed = await deliver(workers.get(name) as Parameters<typeof deliver>[0], deliveries);
    if (failed.length > 0) throw new Error(`${name} failed ${failed.length} messages`);
  };
  const heard = (round: number, device: number) =>
    JSON.stringify(
      batchOf({ seed: device * 7 + round, from: BEGIN + round * TEN_MINUTES, over: TEN_MINUTES, size: BATCH }),
    );
  const round = async (number: number) => {
    now = BEGIN + (number + 1) * TEN_MINUTES;
    const commands = Array.from({ length: DEVICES }, (_, device) => {
      const { taken } = sift(JSON.parse(heard(number, device)) as unknown[], { now, lateness: TEN_MINUTES * 2 });
      return reports(`device-${device}`, "north", taken);
    }).flat();
    await handle(
      "telemetry/readings",
      commands.map((command) => deliveryOf(envelopeOf(`c-${++serial}`, command, now), command.data.windowId)),
    );
    const events = committed.splice(0).flatMap(outgoing);
    for (let i = 0; i < events.length; i += 10)
      await handle(
        "telemetry/rollups",
        events.slice(i, i + 10).map(({ envelope }) => deliveryOf(envelope)),
      );
  };
  const rounds = readings / (DEVICES * BATCH);
  const heap = { firstHalf: 0, secondHalf: 0 };
  const before = process.cpuUsage();
  for (let number = 0; number < rounds; number++) {
    await round(number);
    const half = number < rounds / 2 ? "firstHalf" : "secondHalf";
    heap[half] = Math.max(heap[half], mebibytes(process.memoryUsage().heapUsed));
  }
  const { user, system } = process.cpuUsage(before);
  const perSecond = Math.round(readings / ((user + system) / 1_000_000));
  return { readings, perSecond, heap };
}

process.stdout.write(JSON.stringify(await measure(Number(process.argv[2]))));
