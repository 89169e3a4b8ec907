import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Ages, ReadAges } from "./ages.ts";
import { listAttempts } from "./attempts.ts";
import type { Deployed, DeployedSystem } from "./deployed.ts";
import { countFailedRecords, type FailedRecords } from "./failed-records.ts";
import { type Failing, failingOf, type Reason, reasonsOf } from "./failing.ts";
import { countQueue, type QueueCounts, total } from "./queue-counts.ts";
import { type Stopped, stoppedBy } from "./stopped.ts";

/** A consumer's queue and its dead letters. */
export interface QueueStatus extends QueueCounts {
  readonly consumer: string;
  /** Seconds the oldest message has waited; absent where nobody knows. */
  readonly oldest?: number;
  readonly deadLetters: number;
  /** Of the dead letters, where their notes are still there. */
  readonly reasons: readonly Reason[];
}

interface RelayStatus {
  /** Seconds it is behind; absent where nobody knows. */
  readonly behind?: number;
  /** Messages in its retry queue. */
  readonly setAside: number;
  /** Messages it has given up. */
  readonly deadLetters: number;
}

export interface SystemStatus extends Failing {
  readonly name: string;
  readonly queues: readonly QueueStatus[];
  readonly relay: RelayStatus;
  /** Letters by what could not deliver. */
  readonly undeliverable: Readonly<Record<string, number>>;
  /** What goes on no further behind a dead letter. */
  readonly stopped: readonly Stopped[];
  /** More has failed in 30 days than a look reads: some of it is not shown. */
  readonly cut: boolean;
}

export interface Status {
  readonly systems: readonly SystemStatus[];
  /** Events that the bus itself could not deliver. */
  readonly busUndeliverable: number;
  readonly failedRecords: FailedRecords;
}

/** What a look needs of AWS. */
export interface Looking {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly ages: ReadAges;
}

async function queueStatus({ sqs }: Looking, consumer: string, url: string, deadLetters: string | undefined) {
  const [counts, dead] = await Promise.all([
    countQueue(sqs, url),
    deadLetters === undefined ? undefined : countQueue(sqs, deadLetters),
  ]);
  return { consumer, url, counts, dead: dead ? total(dead) : 0 };
}

const entriesOf = async <T>(record: Readonly<Record<string, T>>, count: (value: T) => Promise<number>) =>
  Object.fromEntries(
    await Promise.all(Object.entries(record).map(async ([key, value]) => [key, await count(value)] as const)),
  );

async function systemStatus(looking: Looking, system: DeployedSystem, ages: Ages, now: number): Promise<SystemStatus> {
  const { environment, retryDeadLetters, undeliverable, relayFunction = "", name } = system;
  const { queues, deadLetterQueues, retryQueue, tables } = environment;
  const held = async (url: string) => total(await countQueue(looking.sqs, url));
  // What is delayed there waits for its time, and is no trouble.
  const aside = async (url: string) => total({ ...(await countQueue(looking.sqs, url)), delayed: 0 });
  const [looks, attempts, setAside, deadLetters, lost] = await Promise.all([
    Promise.all(Object.entries(queues).map(([each, url]) => queueStatus(looking, each, url, deadLetterQueues[each]))),
    listAttempts(looking.dynamodb, tables.attempts, now),
    retryQueue === undefined ? 0 : aside(retryQueue),
    held(retryDeadLetters),
    entriesOf(undeliverable, held),
  ]);
  const { tried, cut } = attempts;
  const behind = ages.relays.get(relayFunction);
  const holds = new Map(looks.map(({ consumer, counts }) => [consumer, total(counts)]));
  return {
    name,
    queues: looks.map(({ consumer, url, counts, dead }) => {
      const oldest = ages.queues.get(url);
      const reasons = reasonsOf(tried, consumer, dead);
      return { consumer, ...counts, ...(oldest !== undefined && { oldest }), deadLetters: dead, reasons };
    }),
    relay: { ...(behind !== undefined && { behind }), setAside, deadLetters },
    undeliverable: lost,
    ...failingOf(tried, holds, now),
    stopped: await stoppedBy(looking.dynamodb, tables.journal, attempts, now),
    cut,
  };
}

/** Looks at everything that can fail, and disturbs nothing: no message is received. */
export async function readStatus(looking: Looking, deployed: Deployed, now: number): Promise<Status> {
  const { systems, busUndeliverable, failedRecords } = deployed;
  const ages = looking.ages(
    systems.flatMap(({ environment }) => Object.values(environment.queues)),
    systems.flatMap(({ relayFunction }) => relayFunction ?? []),
  );
  const [records, bus, ...statuses] = await Promise.all([
    countFailedRecords(looking.s3, failedRecords),
    countQueue(looking.sqs, busUndeliverable),
    ...systems.map(async (system) => systemStatus(looking, system, await ages, now)),
  ] as const);
  return { systems: statuses, busUndeliverable: total(bus), failedRecords: records };
}
