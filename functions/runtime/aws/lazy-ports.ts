import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Attempts, Keys, Rates, ReadModels, Snapshots, Trace } from "../ports.ts";
import { lazilyLoaded } from "./lazily.ts";

/** Ports that not every Lambda uses, or none while all goes well: their code is loaded at the first call. */

export function lazyModels(client: DynamoDBClient, table: string): ReadModels {
  const models = lazilyLoaded(async () => (await import("./dynamodb-models.ts")).dynamodbModels(client, table));
  return {
    read: async (model, key) => (await models()).read(model, key),
    readMany: async (model, keys) => (await models()).readMany(model, keys),
    write: async (writes) => (await models()).write(writes),
    list: async (model, list, page) => (await models()).list(model, list, page),
  };
}

export function lazyAttempts(client: DynamoDBClient, table: string): Attempts {
  const attempts = lazilyLoaded(async () => (await import("./dynamodb-attempts.ts")).dynamodbAttempts(client, table));
  return {
    read: async (consumer, id) => (await attempts()).read(consumer, id),
    write: async (consumer, id, attempt) => (await attempts()).write(consumer, id, attempt),
    halts: async (consumer) => (await attempts()).halts(consumer),
    halt: async (consumer, id) => (await attempts()).halt(consumer, id),
    release: async (consumer, id) => (await attempts()).release(consumer, id),
  };
}

export function lazyRates(client: DynamoDBClient, table: string): Rates {
  const rates = lazilyLoaded(async () => (await import("./dynamodb-rates.ts")).dynamodbRates(client, table));
  return { take: async (bucket, pace, now) => (await rates()).take(bucket, pace, now) };
}

export function lazyKeys(client: DynamoDBClient, table: string): Keys {
  const keys = lazilyLoaded(async () => (await import("./dynamodb-keys.ts")).dynamodbKeys(client, table));
  return { claim: async (key, record, expires) => (await keys()).claim(key, record, expires) };
}

export function lazySnapshots(client: DynamoDBClient, table: string): Snapshots {
  const load = async () => (await import("./dynamodb-snapshots.ts")).dynamodbSnapshots(client, table);
  const snapshots = lazilyLoaded(load);
  return {
    read: async (stream) => (await snapshots()).read(stream),
    write: async (stream, snapshot) => (await snapshots()).write(stream, snapshot),
    readPage: async (stream, page) => (await snapshots()).readPage(stream, page),
    writePage: async (stream, page, content) => (await snapshots()).writePage(stream, page, content),
  };
}

export function lazyTrace(client: DynamoDBClient, table: string): Trace {
  const trace = lazilyLoaded(async () => (await import("./dynamodb-trace.ts")).dynamodbTrace(client, table));
  return {
    write: async (entries) => (await trace()).write(entries),
    read: async (correlationid) => (await trace()).read(correlationid),
  };
}
