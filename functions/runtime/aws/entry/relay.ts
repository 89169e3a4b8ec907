import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Commit } from "../../commit.ts";
import type { Roads } from "../../ports.ts";
import { type Relay, relay } from "../../relay/index.ts";
import type { Routes } from "../../routes.ts";
import { dynamodbClient } from "../clients/dynamodb.ts";
import { eventbridgeClient } from "../clients/eventbridge.ts";
import { schedulerClient } from "../clients/scheduler.ts";
import { snsClient } from "../clients/sns.ts";
import { sqsClient } from "../clients/sqs.ts";
import { commitOf } from "../dynamodb-journal.ts";
import { dynamodbTrace } from "../dynamodb-trace.ts";
import { lazily } from "../lazily.ts";
import { awsRoads } from "../roads.ts";
import { traceOf } from "../sampled-trace.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

export interface RelayEntry {
  readonly routes: Routes;
  readonly system: string;
}

/** The relay of a system on AWS, as its entries share it. */
export function openRelay({ routes }: RelayEntry, given: Surroundings): Relay {
  const { environment, options = {}, dynamodb, sns, sqs, eventbridge, scheduler } = given;
  const clients = {
    sns: sns ?? snsClient(options),
    sqs: sqs ?? sqsClient(options),
    eventbridge: eventbridge ?? eventbridgeClient(options),
    ...(environment.schedules && { scheduler: scheduler ?? schedulerClient(options) }),
  };
  const { trace } = environment.tables;
  const roads = awsRoads(environment, routes, clients);
  const setAside: Roads["setAside"] = (messages) => {
    given.setAside?.(messages.length);
    return roads.setAside(messages);
  };
  return {
    routes,
    roads: { ...roads, setAside },
    ...(trace !== undefined && {
      trace: traceOf(environment, dynamodbTrace(dynamodb ?? dynamodbClient(options), trace)),
    }),
  };
}

interface Read {
  readonly record: DynamoDBRecord;
  /** Undefined for what cannot be read: its record must come again. */
  readonly commit: Commit | undefined;
}

function read(record: DynamoDBRecord): Read {
  try {
    // The two packages write the same JSON in different types.
    return { record, commit: commitOf((record.dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>) };
  } catch {
    return { record, commit: undefined };
  }
}

/**
 * The Lambda on a journal's stream: sends what the commits of a batch say.
 * Answers the first record that must come again, and with it all after it; sending again is harmless.
 */
export function relayEntry(
  entry: RelayEntry,
  given?: Surroundings,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const surroundings = lazily(() => given ?? inLambda());
  const open = lazily(() => openRelay(entry, surroundings()));
  return async ({ Records }) => {
    const reads = Records.filter(({ eventName }) => eventName === "INSERT").map(read);
    const commits = reads.flatMap(({ commit }) => commit ?? []);
    const lost = new Set(await relay(open(), commits));
    surroundings().published?.(commits.flatMap(({ events }) => events.map(({ type }) => type)));
    const first = reads.find(({ commit }) => !commit || lost.has(commit));
    return { batchItemFailures: first ? [{ itemIdentifier: first.record.dynamodb?.SequenceNumber ?? "" }] : [] };
  };
}
