import { fileURLToPath } from "node:url";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { consumerEntry } from "../../../functions/runtime/aws/entry/consumer.ts";
import type { Environment } from "../../../functions/runtime/aws/env.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";

const loaded = await readManifest(fileURLToPath(new URL("../systems", import.meta.url)));

export type Handle = (event: SQSEvent) => Promise<SQSBatchResponse>;

const urlOf = (name: string) => ({ [name]: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}` });

const environmentOf = (consumer: string): Environment => ({
  stage: "bench",
  system: "till",
  region: "us-east-1",
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
  queues: urlOf(consumer),
  deadLetterQueues: urlOf(consumer),
  config: { printer: "desk" },
});

/** One consumer of the bench's system, as its Lambda runs it but for the clients; a new process each time. */
export function openConsumer(
  name: string,
  dynamodb: DynamoDBClient,
  sqs: SQSClient,
): { fifo: boolean; handle: Handle } {
  const consumer = loaded.manifest.systems.flatMap(({ consumers }) => consumers).find((each) => each.name === name);
  if (!consumer) throw new Error(`the bench has no consumer ${name}`);
  const definitions = consumer.handlers.flatMap((handler) => loaded.definitions.get(`till/${handler.name}`) ?? []);
  const handle = consumerEntry(
    { consumer, definitions, config: loaded.configs.get("till") },
    { environment: environmentOf(name), dynamodb, sqs, log: () => undefined },
  );
  return { fifo: consumer.fifo, handle };
}
