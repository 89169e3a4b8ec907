import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Commit } from "../../commit.ts";
import { type Relay, relay } from "../../relay/index.ts";
import type { Routes } from "../../routes.ts";
import { dynamodbClient, eventbridgeClient, schedulerClient, snsClient, sqsClient } from "../clients.ts";
import { commitOf } from "../dynamodb-journal.ts";
import { dynamodbTrace } from "../dynamodb-trace.ts";
import { awsRoads } from "../roads.ts";
import { traceOf } from "../sampled-trace.ts";
import { inLambda, lazily, type Surroundings } from "./surroundings.ts";

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
  return {
    routes,
    roads: awsRoads(environment, routes, clients),
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
  const open = lazily(() => openRelay(entry, given ?? inLambda()));
  return async ({ Records }) => {
    const reads = Records.filter(({ eventName }) => eventName === "INSERT").map(read);
    const lost = new Set(
      await relay(
        open(),
        reads.flatMap(({ commit }) => commit ?? []),
      ),
    );
    const first = reads.find(({ commit }) => !commit || lost.has(commit));
    return { batchItemFailures: first ? [{ itemIdentifier: first.record.dynamodb?.SequenceNumber ?? "" }] : [] };
  };
}
