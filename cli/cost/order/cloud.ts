import type { Envelope } from "../../../functions/runtime/envelope.ts";
import type { Consumer } from "../../../functions/runtime/manifest.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { passes } from "../../../functions/runtime/passes.ts";
import type { Served } from "../../../local/runner/apis.ts";
import { arnOf, consumersOf, urlOf } from "./deployment.ts";
import { fakeAws, type Listening } from "./fake-aws.ts";
import { type Lambdas, openLambdas } from "./lambdas.ts";
import { metricsIn } from "./metrics-in.ts";
import { openPump, type Pump } from "./pump.ts";
import { noUsage, type Usage } from "./usage.ts";

/** All systems deployed to this process: what they send arrives, each message alone, since batches are a matter of load. */
export interface Cloud {
  readonly served: readonly Served[];
  /** What was counted since the last `restart`. */
  readonly usage: Usage;
  restart(): void;
  /** The metrics that log lines have made, each told apart by its dimensions. */
  readonly metrics: ReadonlySet<string>;
  /** Resolves when nothing is under way any more, and every timer has come. */
  settled(): Promise<void>;
}

const MOST_RECEIVES = 20;

const systemOf = (stream = ""): string => stream.split("/")[0] ?? "";

/** A timer as if it were due: nobody waits for it here. */
function dueNow(body: string): string {
  const { data, ...envelope }: Envelope = JSON.parse(body);
  return JSON.stringify({ ...envelope, data: { ...(data as object), due: Date.now() } });
}

interface Delivering {
  readonly consumers: readonly Consumer[];
  readonly pump: Pump;
  readonly receive: (consumer: Consumer, body: string) => void;
  readonly relay: Lambdas["relay"];
  /** Keeps what comes when everything else is done. */
  readonly keep: (come: () => void) => void;
}

function listening({ consumers, pump, receive, relay, keep }: Delivering): Listening {
  const deliver = (messages: readonly string[], hears: (consumer: Consumer, envelope: Envelope) => boolean) => {
    for (const body of messages)
      for (const consumer of consumers) if (hears(consumer, JSON.parse(body))) receive(consumer, body);
  };
  const later = (consumer: Consumer | undefined, body: string) => {
    if (consumer) keep(() => receive(consumer, dueNow(body)));
  };
  return {
    committed: (item) => pump.start(() => relay(item)),
    sent: (url, messages) => {
      const consumer = consumers.find((each) => urlOf(each) === url);
      for (const { body, delay } of messages)
        if (delay > 0) later(consumer, body);
        else if (consumer) receive(consumer, body);
    },
    published: (messages) =>
      deliver(messages, (consumer, event) => consumer.system === systemOf(event.stream) && passes(consumer, event)),
    announced: (messages) => deliver(messages, ({ fromBus }, { type }) => fromBus.includes(type)),
    scheduled: (arn, body) =>
      later(
        consumers.find((each) => arnOf(each) === arn),
        body,
      ),
  };
}

export function openCloud(loaded: Loaded, config: Readonly<Record<string, unknown>>): Cloud {
  let usage = noUsage();
  const metrics = new Set<string>();
  const pump = openPump();
  const kept: (() => void)[] = [];

  const receive = (consumer: Consumer, body: string, receives = 1): void =>
    pump.start(async () => {
      usage[consumer.fifo ? "fifoMessages" : "standardMessages"]++;
      if (!(await lambdas.get(consumer.system)?.receive(consumer, body, receives))) return;
      if (receives === MOST_RECEIVES) throw new Error(`${consumer.name} fails a message again and again`);
      receive(consumer, body, receives + 1);
    });
  const relay: Lambdas["relay"] = async (item) => {
    usage.commits++;
    await lambdas.get(systemOf(item["stream"]?.S))?.relay(item);
  };
  const keep = (come: () => void) => void kept.push(come);
  const consumers = consumersOf(loaded.manifest);
  const clients = fakeAws(() => usage, listening({ consumers, pump, receive, relay, keep }));
  const write = (line: string) => {
    usage.logBytes += Buffer.byteLength(line);
    for (const metric of metricsIn(line)) metrics.add(metric);
  };
  const lambdas = new Map(
    loaded.manifest.systems.map((system) => [system.name, openLambdas(system, { loaded, clients, config, write })]),
  );
  return {
    served: [...lambdas.values()].map(({ served }) => served),
    get usage() {
      return usage;
    },
    restart: () => {
      usage = noUsage();
    },
    metrics,
    settled: async () => {
      await pump.settled();
      for (const come of kept.splice(0)) come();
      await pump.settled();
    },
  };
}
