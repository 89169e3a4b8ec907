import { fileURLToPath } from "node:url";
import type { SQSRecord } from "aws-lambda";
import { dynamodbClient } from "../../../functions/runtime/aws/clients/dynamodb.ts";
import { schedulerClient } from "../../../functions/runtime/aws/clients/scheduler.ts";
import { snsClient } from "../../../functions/runtime/aws/clients/sns.ts";
import { sqsClient } from "../../../functions/runtime/aws/clients/sqs.ts";
import { consumerEntry } from "../../../functions/runtime/aws/entry/consumer.ts";
import type { Environment } from "../../../functions/runtime/aws/env.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import type { Services } from "./services.ts";

const BOOK = "trading/book";
export const loaded = await readManifest(fileURLToPath(new URL("../../../functions", import.meta.url)));
const consumer = loaded.manifest.systems.flatMap(({ consumers }) => consumers).find(({ name }) => name === BOOK);

const url = "https://sqs.us-east-1.amazonaws.com/000000000000/book.fifo";
const environment: Environment = {
  stage: "bench",
  system: "trading",
  region: "us-east-1",
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
  topic: "arn:aws:sns:us-east-1:000000000000:trading",
  queues: { [BOOK]: url },
  deadLetterQueues: { [BOOK]: url },
  retryQueue: "https://sqs.us-east-1.amazonaws.com/000000000000/retry",
  schedules: { group: "trading", role: "arn:aws:iam::000000000000:role/r", deadLetterQueueArn: "arn", targets: [BOOK] },
  config: {},
};

const recordOf = (envelope: Envelope): SQSRecord => ({
  messageId: `sqs-${envelope.id}`,
  receiptHandle: `handle-${envelope.id}`,
  body: JSON.stringify(envelope),
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "1767225600000",
    SenderId: "bench",
    ApproximateFirstReceiveTimestamp: "1767225600001",
    MessageGroupId: String(envelope.subject),
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:book.fifo",
  awsRegion: "us-east-1",
});

/** The Lambda of the order books as it runs but for what its clients reach; `given` is for what runs beside it. */
export function openBook(services: Services) {
  if (!consumer) throw new Error(`there is no consumer ${BOOK}`);
  const definitions = consumer.handlers.flatMap(({ name }) => loaded.definitions.get(`trading/${name}`) ?? []);
  const given = {
    environment,
    dynamodb: dynamodbClient(services),
    sqs: sqsClient(services),
    sns: snsClient(services),
    scheduler: schedulerClient(services),
    log: () => undefined,
  };
  const handle = consumerEntry({ consumer, definitions }, given);
  return {
    given,
    /** Handles one batch; throws if any of it must come back. */
    async decide(envelopes: readonly Envelope[]): Promise<void> {
      const { batchItemFailures } = await handle({ Records: envelopes.map(recordOf) });
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} commands failed`);
    },
  };
}
