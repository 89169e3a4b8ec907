import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { relayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import { relayRetryEntry } from "../../functions/runtime/aws/entry/relay-retry.ts";
import { watchPuts } from "./commit-watch.ts";
import { failedRecords } from "./failed-records.ts";
import type { Poller, Trouble } from "./poller.ts";
import { pollQueue } from "./queue-poller.ts";
import { pollStream } from "./stream-poller.ts";
import { type Cloud, entryOf, type RunningSystem } from "./systems.ts";
import { watchSettled } from "./visibility.ts";

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

const DRAIN_MS = 1_500;

function queuesOf({ loaded }: Cloud, { name, environment, given, relay }: RunningSystem): [url: string, Handler][] {
  const consumers = loaded.manifest.systems.find((system) => system.name === name)?.consumers ?? [];
  const own = consumers.flatMap((consumer): [string, Handler][] => {
    const url = environment.queues[consumer.name];
    return url === undefined ? [] : [[url, entryOf(loaded, consumer, given)]];
  });
  const { retryQueue } = environment;
  return retryQueue === undefined ? own : [...own, [retryQueue, relayRetryEntry(relay, given)]];
}

async function followStreams({ clients, deployment }: Cloud, systems: readonly RunningSystem[], trouble: Trouble) {
  const { streams: client, s3, dynamodb } = clients;
  const pollers = await Promise.all(
    systems.map(async ({ name: system, stream: arn, relay, given, environment }) => {
      const keep = failedRecords({ s3, bucket: deployment.failedRecords, system, arn, trouble });
      const poller = await pollStream({ client, arn, handler: relayEntry(relay, given), keep, trouble });
      return { poller, journal: environment.tables.journal };
    }),
  );
  const byJournal = new Map(pollers.map(({ journal, poller }) => [journal, poller]));
  watchPuts(dynamodb, (table) => byJournal.get(table)?.wake());
  return pollers.map(({ poller }) => poller);
}

/**
 * Puts all handlers and relays to work: polls every queue and every journal's stream, and calls the entries that Lambda would call.
 * When it resolves, no commit made from now on can be missed.
 */
export async function runHandlers(cloud: Cloud, systems: readonly RunningSystem[], trouble: Trouble): Promise<Poller> {
  const { clients, aws } = cloud;
  const streams = await followStreams(cloud, systems, trouble);
  const settled = watchSettled(clients.sqs);
  const givingUp = new AbortController();
  const queues = systems
    .flatMap((system) => queuesOf(cloud, system))
    .map(([url, handler]) =>
      pollQueue({
        client: clients.polls,
        url,
        region: aws.region,
        handler,
        settled,
        trouble,
        signal: givingUp.signal,
      }),
    );
  return {
    stop: async (patienceMs) => {
      const timer = setTimeout(() => givingUp.abort(), Math.min(patienceMs, DRAIN_MS));
      // Queues first: what their handlers commit on the way out may still be relayed.
      await Promise.all(queues.map((queue) => queue.stop(patienceMs)));
      await Promise.all(streams.map((stream) => stream.stop(patienceMs)));
      clearTimeout(timer);
    },
  };
}
