import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import { waitsLong } from "../../functions/runtime/long-wait.ts";
import type { Consumer, System } from "../../functions/runtime/manifest.ts";
import { alarmOnAge, alarmOnDeadLetters, alarmOnSetAside, alarmOnUndeliverable } from "../constructs/alarm.ts";
import { ConsumerQueue } from "../constructs/consumer-queue.ts";
import { routeFromBus, subscribe, type TopicFilter } from "../constructs/fan-out.ts";
import { Journal } from "../constructs/journal.ts";
import { undeliverableQueue } from "../constructs/queue.ts";
import { table } from "../constructs/table.ts";
import { Timers } from "../constructs/timers.ts";
import type { Settings } from "../settings.ts";
import { consumerTimeout, relayTimeout } from "../timeouts.ts";
import type { Platform } from "./platform.ts";
import { stageStack } from "./stack.ts";

/** Everything of a system that holds something: it outlives each deployment of the code. */
export interface SystemData {
  readonly system: System;
  readonly stack: Stack;
  readonly journal: Journal;
  readonly tables: Readonly<Record<"snapshots" | "attempts" | "models" | "keys", TableV2>>;
  readonly topic: Topic;
  /** By consumer. */
  readonly queues: ReadonlyMap<string, ConsumerQueue>;
  /** What the relay could not send. */
  readonly retry: ConsumerQueue;
  /** Only where a saga waits longer than a queue can delay. */
  readonly timers?: Timers;
}

interface Fanout {
  readonly topic: Topic;
  readonly platform: Platform;
  readonly unsubscribed: Queue;
  readonly unrouted: () => Queue;
}

const localName = ({ name }: Consumer) => name.split("/").at(-1) ?? name;

function filterOf({ filter }: Consumer): TopicFilter | undefined {
  if (!filter) return undefined;
  const found: TopicFilter =
    "types" in filter
      ? { attribute: "type", values: filter.types }
      : { attribute: "streamkind", values: filter.streamKinds };
  return found.values.length > 0 ? found : undefined;
}

function consumerQueue(scope: Construct, consumer: Consumer, { topic, platform, unsubscribed, unrouted }: Fanout) {
  const own = new ConsumerQueue(scope, localName(consumer), {
    fifo: consumer.fifo,
    functionTimeout: consumerTimeout(consumer),
  });
  const filter = filterOf(consumer);
  if (filter) subscribe(topic, own, filter, unsubscribed);
  if (consumer.fromBus.length > 0)
    routeFromBus(own, "FromBus", { bus: platform.bus, types: consumer.fromBus, to: own, undeliverable: unrouted() });
  alarmOnDeadLetters(own, platform.watch, own.deadLetterQueue, consumer.name);
  alarmOnAge(own, platform.watch, own.queue, consumer.name);
  return own;
}

/** Made when first asked for. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function watchedUndeliverable(stack: Stack, id: string, platform: Platform, of: string): Queue {
  const scope = new Construct(stack, id);
  const queue = undeliverableQueue(scope, "Queue");
  alarmOnUndeliverable(scope, platform.watch, queue, of);
  new CfnOutput(stack, `${id}Queue`, { value: queue.queueUrl });
  return queue;
}

function retryQueue(stack: Stack, { watch }: Platform, system: System): ConsumerQueue {
  const retry = new ConsumerQueue(stack, "RelayRetry", { fifo: false, functionTimeout: relayTimeout });
  alarmOnSetAside(retry, watch, retry, `The relay of ${system.name}`);
  alarmOnAge(retry, watch, retry.queue, `the relay of ${system.name}`);
  return retry;
}

function timersOf(stack: Stack, platform: Platform, system: System, queues: SystemData["queues"], settings: Settings) {
  const sagas = system.consumers.filter(({ kind }) => kind === "saga");
  if (!sagas.some(waitsLong)) return undefined;
  const undeliverable = watchedUndeliverable(stack, "TimersUndeliverable", platform, `The scheduler of ${system.name}`);
  return new Timers(stack, "Timers", {
    sagas: new Map(sagas.map(({ name }) => [name, queues.get(name)!])),
    undeliverable,
    settings,
  });
}

/** The tables, topic and queues of one system. */
export function systemDataStack(app: Construct, system: System, platform: Platform, settings: Settings): SystemData {
  const stack = stageStack(app, `${system.name}-data`, settings, `Bugle: what ${system.name} remembers and awaits`);
  const journal = new Journal(stack, "Journal", settings);
  const tables = {
    snapshots: table(stack, "Snapshots", { keys: TABLE_KEYS.snapshots, holds: "facts", keeping: settings }),
    attempts: table(stack, "Attempts", { keys: TABLE_KEYS.attempts, holds: "derived", keeping: settings }),
    models: table(stack, "Models", { keys: TABLE_KEYS.models, holds: "derived", keeping: settings }),
    keys: table(stack, "Keys", { keys: TABLE_KEYS.keys, holds: "derived", keeping: settings }),
  };
  const topic = new Topic(stack, "Topic", { enforceSSL: true });
  const fanout: Fanout = {
    topic,
    platform,
    unsubscribed: watchedUndeliverable(stack, "Undeliverable", platform, `The topic of ${system.name}`),
    unrouted: lazily(() => watchedUndeliverable(stack, "BusUndeliverable", platform, `The rules of ${system.name}`)),
  };
  const consumers = new Construct(stack, "Consumers");
  const queues = new Map(system.consumers.map((each) => [each.name, consumerQueue(consumers, each, fanout)]));
  const retry = retryQueue(stack, platform, system);
  const timers = timersOf(stack, platform, system, queues, settings);
  return { system, stack, journal, tables, topic, queues, retry, ...(timers && { timers }) };
}
