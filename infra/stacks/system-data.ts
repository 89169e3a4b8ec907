import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import { longTargets } from "../../functions/runtime/long-wait.ts";
import type { Consumer, System } from "../../functions/runtime/manifest.ts";
import {
  alarmOnAge,
  alarmOnDeadLetters,
  alarmOnSetAside,
  alarmOnUndeliverable,
  alarmOnUntaken,
} from "../constructs/alarm.ts";
import { ConsumerQueue } from "../constructs/consumer-queue.ts";
import { routeFromBus, subscribe, type TopicFilter } from "../constructs/fan-out.ts";
import { Journal } from "../constructs/journal.ts";
import { bugleMetric } from "../constructs/metrics.ts";
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
  /** What the relay could not send, and what waits in the place of a FIFO queue. */
  readonly retry: ConsumerQueue;
  /** Only where a saga waits longer than a queue can delay, or commands are sent, which may be for later. */
  readonly timers?: Timers;
  /** Only where devices publish, and IoT Core is there to hear them: their messages that the API never took. */
  readonly untaken?: Queue;
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

function untakenQueue(stack: Stack, { watch }: Platform, { name, things }: System, { local }: Settings) {
  if (!things || local) return undefined;
  const scope = new Construct(stack, "Untaken");
  const queue = undeliverableQueue(scope, "Queue");
  alarmOnUntaken(scope, watch, queue, name);
  new CfnOutput(stack, "UntakenQueue", { value: queue.queueUrl });
  return queue;
}

function retryQueue(stack: Stack, { watch }: Platform, system: System, { stage }: Settings): ConsumerQueue {
  const retry = new ConsumerQueue(stack, "RelayRetry", { fifo: false, functionTimeout: relayTimeout });
  const setAside = bugleMetric("SetAside", { stage, system: system.name });
  alarmOnSetAside(retry, watch, { setAside, deadLetterQueue: retry.deadLetterQueue }, `The relay of ${system.name}`);
  alarmOnAge(retry, watch, retry.queue, `the relay of ${system.name}`);
  return retry;
}

function timersOf(
  stack: Stack,
  platform: Platform,
  data: Pick<SystemData, "system" | "queues" | "retry">,
  settings: Settings,
) {
  const { system, queues, retry } = data;
  const targets = longTargets(system).map(({ name }) => [name, queues.get(name)!] as const);
  if (targets.length === 0) return undefined;
  const undeliverable = watchedUndeliverable(stack, "TimersUndeliverable", platform, `The scheduler of ${system.name}`);
  return new Timers(stack, "Timers", {
    targets: new Map(targets),
    retry,
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
  const retry = retryQueue(stack, platform, system, settings);
  const timers = timersOf(stack, platform, { system, queues, retry }, settings);
  const untaken = untakenQueue(stack, platform, system, settings);
  return {
    system,
    stack,
    journal,
    tables,
    topic,
    queues,
    retry,
    ...(timers && { timers }),
    ...(untaken && { untaken }),
  };
}
