import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { relayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import { relayRetryEntry } from "../../functions/runtime/aws/entry/relay-retry.ts";
import { watchPuts } from "./commit-watch.ts";
import { failedRecords } from "./failed-records.ts";
import type { Poller, Trouble } from "./poller.ts";
import { pollQueue } from "./queue-poller.ts";
import { pollStream, type StreamPoller } from "./stream-poller.ts";
import { type Cloud, entryOf, type RunningSystem } from "./systems.ts";
import { watchSettled } from "./visibility.ts";

type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;
type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/** Something polled, and the code that has its messages now. */
interface Polled<H, P> {
  handler: H;
  readonly poller: P;
}

export interface Handlers {
  /**
   * Puts other code to work: polls what is new, polls no more what is gone, and hands over the rest from the next batch on.
   * When it resolves, no commit made from now on can be missed.
   */
  use(cloud: Cloud, systems: readonly RunningSystem[]): Promise<void>;
  /** As of a poller; answers whether every commit of this run has been relayed. */
  stop(patienceMs: number): Promise<boolean>;
}

const DRAIN_MS = 1_500;

function queuesOf(
  { loaded }: Cloud,
  { name, environment, given, relay }: RunningSystem,
): [url: string, QueueHandler][] {
  const consumers = loaded.manifest.systems.find((system) => system.name === name)?.consumers ?? [];
  const own = consumers.flatMap((consumer): [string, QueueHandler][] => {
    const url = environment.queues[consumer.name];
    return url === undefined ? [] : [[url, entryOf(loaded, consumer, given)]];
  });
  const { retryQueue } = environment;
  return retryQueue === undefined ? own : [...own, [retryQueue, relayRetryEntry(relay, given)]];
}

/** The pollers of the queues and streams of some systems, which call the entries that Lambda would call. */
export function openHandlers({ clients, aws, deployment }: Cloud, trouble: Trouble): Handlers {
  const { streams: client, s3, polls, dynamodb, sqs } = clients;
  const settled = watchSettled(sqs);
  const givingUp = new AbortController();
  const queues = new Map<string, Polled<QueueHandler, Poller>>();
  const streams = new Map<string, Polled<StreamHandler, StreamPoller>>();
  const byJournal = new Map<string, StreamPoller>();
  watchPuts(dynamodb, (table) => byJournal.get(table)?.wake());

  const useQueue = (url: string, handler: QueueHandler): void => {
    const polled = queues.get(url);
    if (polled) {
      polled.handler = handler;
      return;
    }
    const current = (event: SQSEvent) => (queues.get(url)?.handler ?? handler)(event);
    const options = { client: polls, url, region: aws.region, settled, trouble, signal: givingUp.signal };
    queues.set(url, { handler, poller: pollQueue({ ...options, handler: current }) });
  };

  const useStream = async ({ name, stream: arn, relay, given, environment }: RunningSystem): Promise<void> => {
    const handler = relayEntry(relay, given);
    const polled = streams.get(arn);
    if (polled) {
      polled.handler = handler;
      return;
    }
    const keep = failedRecords({ s3, bucket: deployment.failedRecords, system: name, arn, trouble });
    const current = (event: DynamoDBStreamEvent) => (streams.get(arn)?.handler ?? handler)(event);
    const poller = await pollStream({ client, arn, handler: current, keep, trouble });
    streams.set(arn, { handler, poller });
    byJournal.set(environment.tables.journal, poller);
  };

  return {
    use: async (cloud, systems) => {
      await Promise.all(systems.map(useStream));
      const wanted = new Map(systems.flatMap((system) => queuesOf(cloud, system)));
      for (const [url, { poller }] of queues) {
        if (wanted.has(url)) continue;
        queues.delete(url);
        void poller.stop(0);
      }
      for (const [url, handler] of wanted) useQueue(url, handler);
    },
    stop: async (patienceMs) => {
      const timer = setTimeout(() => givingUp.abort(), Math.min(patienceMs, DRAIN_MS));
      // Queues first: what their handlers commit on the way out may still be relayed.
      await Promise.all([...queues.values()].map(({ poller }) => poller.stop(patienceMs)));
      const relayed = await Promise.all([...streams.values()].map(({ poller }) => poller.stop()));
      clearTimeout(timer);
      return relayed.every(Boolean);
    },
  };
}
