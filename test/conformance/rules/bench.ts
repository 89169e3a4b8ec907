import type { Outgoing } from "../../../functions/runtime/commit.ts";
import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { LIMITS, type Limits } from "../../../functions/runtime/delivery/limits.ts";
import { openWorker } from "../../../functions/runtime/delivery/open-worker.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { type Consumer, consumerOf, type Definition } from "../../../functions/runtime/manifest.ts";
import { mergeConsumers } from "../../../functions/runtime/merge-consumers.ts";
import type { Attempt, DeadLetterReason, Delivery, LogLine, Ports } from "../../../functions/runtime/ports.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";

/** One consumer on memory ports, a clock that is set by hand, and a record of what its ports were asked. */
export interface Bench {
  readonly consumer: Consumer;
  readonly ground: ReturnType<typeof memoryGround>;
  readonly calls: string[];
  readonly log: LogLine[];
  readonly deadLetters: { delivery: Delivery; reason: DeadLetterReason }[];
  readonly backedOff: { ids: string[]; seconds: number }[];
  readonly clock: { now: number; skew: number };
  /** What was sent ahead of the relay; `fails` makes sending so fail. */
  readonly early: { sent: Outgoing[]; fails: boolean };
  /** Which calls of its ports are throttled, such as `snapshots.write`: none. */
  readonly throttled: { is(call: string): boolean };
  /** Delivers in one batch; answers the SQS ids that come back. */
  deliver(...deliveries: Delivery[]): Promise<string[]>;
  attempt(id: string): Promise<Attempt | undefined>;
  /** Another process: nothing remembered. */
  restart(): void;
}

const START = Date.parse("2026-01-01T00:00:00Z");

/** A bench for several handlers that share a consumer, by file. */
export function benchOf(files: Readonly<Record<string, Definition>>, limits: Partial<Limits> = {}): Bench {
  const definitions = Object.values(files);
  const [consumer] = mergeConsumers(
    Object.entries(files).map(([file, definition]) => consumerOf("test", definition, `test/${file}`, new Set())),
  );
  if (!consumer) throw new Error("a bench takes a handler");
  const calls: string[] = [];
  const log: LogLine[] = [];
  const deadLetters: Bench["deadLetters"] = [];
  const backedOff: Bench["backedOff"] = [];
  const clock = { now: START, skew: 0 };
  const ground = memoryGround(() => clock.now);
  const early: Bench["early"] = { sent: [], fails: false };
  const throttled: Bench["throttled"] = { is: () => false };
  // All but constant, so that waits are told beforehand and yet no two draws are equal.
  let draws = 0;
  const recorded = <P extends object>(name: string, port: P): P =>
    Object.fromEntries(
      Object.entries(port).map(([method, call]) => [
        method,
        (...args: unknown[]) => {
          calls.push(`${name}.${method}`);
          if (throttled.is(`${name}.${method}`))
            return Promise.reject(Object.assign(new Error(), { name: "Throttled" }));
          return call(...args);
        },
      ]),
    ) as P;
  const ports: Ports = {
    journal: recorded("journal", ground.journal),
    snapshots: recorded("snapshots", ground.snapshots),
    attempts: recorded("attempts", ground.attempts),
    rates: recorded("rates", ground.rates),
    models: recorded("models", ground.models),
    clock: {
      now: () => clock.now,
      skew: () => clock.skew,
      sleep: async () => undefined,
      random: () => 0.5 - ++draws / 1e9,
    },
    early: async (messages) => {
      if (early.fails) throw new Error("throttled");
      early.sent.push(...messages);
    },
    log: (line) => log.push(line),
    services: { secret: async () => "", email: async () => undefined },
  };
  const inbox = {
    deadLetter: async (delivery: Delivery, reason: DeadLetterReason) => void deadLetters.push({ delivery, reason }),
    backOff: async (deliveries: readonly Delivery[], seconds: number) =>
      void backedOff.push({ ids: deliveries.map(({ messageId }) => messageId), seconds }),
    remove: async () => void calls.push("inbox.remove"),
  };
  const open = () => openWorker({ consumer, definitions, ports, inbox, limits: { ...LIMITS, ...limits } });
  let worker = open();
  return {
    consumer,
    ground,
    calls,
    log,
    deadLetters,
    backedOff,
    clock,
    early,
    throttled,
    deliver: async (...deliveries) => (await deliver(worker, deliveries)).map(({ messageId }) => messageId),
    attempt: (id) => ground.attempts.read(consumer.name, id),
    restart: () => {
      worker = open();
    },
  };
}

export const bench = (file: string, definition: Definition, limits: Partial<Limits> = {}): Bench =>
  benchOf({ [file]: definition }, limits);

let serial = 0;

/** A message as received: its id is the envelope's unless said otherwise. */
export function received(
  id: string,
  message: { kind: Envelope["kind"]; type: string; data: unknown },
  {
    group,
    receives = 1,
    redriven = false,
    ...more
  }: Partial<Envelope> & { group?: string; receives?: number; redriven?: boolean } = {},
): Delivery {
  const time = new Date(START).toISOString();
  const { kind, type, data } = message;
  const envelope: Envelope = {
    specversion: "1.0",
    id,
    source: "/test",
    type,
    kind,
    time,
    born: time,
    correlationid: "r",
    contractversion: 1,
    hops: 0,
    ...more,
    data,
  };
  const messageId = `sqs-${++serial}-${id}`;
  return {
    messageId,
    receiptHandle: messageId,
    body: JSON.stringify(envelope),
    receives,
    redriven,
    ...(group !== undefined && { group }),
  };
}
