import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  DeleteQueueCommand,
  type Message,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { REASON_ATTRIBUTE } from "../../functions/runtime/aws/dead-letter-attribute.ts";
import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import { createQueue, receive } from "../conformance/grounds/queues.ts";
import { localOptions, openTables } from "../conformance/grounds/tables.ts";
import { envelopeOf, type Stores } from "../conformance/samples.ts";
import { type Ended, runWith, type Watching, watchWith } from "./run.ts";

const QUEUES = [
  "account.fifo",
  "account-dead.fifo",
  "wire.fifo",
  "wire-dead.fifo",
  "notify",
  "notify-dead",
  "retry",
  "retry-dead",
  "topic",
  "bus",
] as const;
type QueueName = (typeof QUEUES)[number];

/** A stage on AWS with the bank: three of its consumers, `bank/account` and `bank/wire` FIFO, `bank/notify` standard. */
export interface Stage {
  /** Runs a command that looks at it. */
  bugle(...args: string[]): Promise<Ended>;
  /** The same with one that goes on until it is interrupted. */
  watch(...args: string[]): Watching;
  readonly stores: Stores;
  /** Puts a dead letter of an envelope into a queue, its reason with it if there is a code. */
  bury(queue: QueueName, id: string, code?: string, body?: object): Promise<void>;
  held(queue: QueueName): Promise<Message[]>;
  purge(queue: QueueName): Promise<void>;
  /** Takes a queue away, as nobody should. */
  remove(queue: QueueName): Promise<void>;
  close(): void;
}

const outputs = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).map(([key, Value]) => [key, { Value }]));

/** A stack that holds what its outputs need, and a bucket, since none may be empty. */
async function createStack(client: CloudFormationClient, StackName: string, BucketName: string, Outputs: object) {
  const template = { Resources: { Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName } } }, Outputs };
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
}

const times = { first: "2026-11-21T10:00:00.000Z", last: "2026-11-21T10:02:00.000Z" };

/** What delivery notes of a message that it gave up. */
export const deadOf = (consumer: string, code: string) => {
  return { code, reason: `${code} happened`, help: "mend it", consumer, attempts: 8, ...times };
};

async function createStacks(client: CloudFormationClient, stage: string, urls: ReadonlyMap<string, string>) {
  const url = (name: QueueName) => urls.get(name);
  const tables = Object.fromEntries(Object.keys(TABLE_KEYS).map((part) => [part, `${stage}-${process.pid}-${part}`]));
  const environment = {
    ...{ stage, system: "bank", region: "us-east-1", tables, config: {}, retryQueue: url("retry") },
    queues: { "bank/account": url("account.fifo"), "bank/notify": url("notify"), "bank/wire": url("wire.fifo") },
    deadLetterQueues: {
      "bank/account": url("account-dead.fifo"),
      "bank/notify": url("notify-dead"),
      "bank/wire": url("wire-dead.fifo"),
    },
  };
  const platform = { FailedRecordsBucket: `${stage}-records`, BusUndeliverableQueue: url("bus") };
  await createStack(client, `Bugle-${stage}-platform`, `${stage}-records`, outputs(platform));
  const data = { Environment: JSON.stringify(environment), RetryDeadLetterQueue: url("retry-dead") };
  const more = outputs({ ...data, UndeliverableQueue: url("topic") });
  await createStack(client, `Bugle-${stage}-bank-data`, `${stage}-data`, more);
}

/** Runs commands that look at a stage. */
export function lookAt(endpoint: string, stage: string): Pick<Stage, "bugle" | "watch"> {
  const own = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const where = ["--stage", stage, "--region", "us-east-1", "--root", "test/conformance/systems"];
  return {
    bugle: (...args) => runWith(own, ...args, ...where),
    watch: (...args) => watchWith(own, ...args, ...where),
  };
}

export async function createStage(endpoint: string, stage: string): Promise<Stage> {
  const options = localOptions(endpoint);
  const { client, ...stores } = await openTables(endpoint, stage);
  const [sqs, cloudformation] = [new SQSClient(options), new CloudFormationClient(options)];
  const urls = new Map(
    await Promise.all(QUEUES.map(async (name) => [name, await createQueue(sqs, `${stage}-${name}`)] as const)),
  );
  await createStacks(cloudformation, stage, urls);
  const urlOf = (name: QueueName) => urls.get(name) ?? "";
  return {
    ...lookAt(endpoint, stage),
    stores,
    bury: async (queue, id, code, body = envelopeOf(id)) => {
      const reason = { DataType: "String", StringValue: JSON.stringify(deadOf("bank/notify", code ?? "")) };
      const fifo = queue.endsWith(".fifo") ? { MessageGroupId: "bank/account/a", MessageDeduplicationId: id } : {};
      const marked = code === undefined ? {} : { MessageAttributes: { [REASON_ATTRIBUTE]: reason } };
      const MessageBody = JSON.stringify(body);
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody, ...fifo, ...marked }));
    },
    held: (queue) => receive(sqs, urlOf(queue)),
    purge: async (queue) => void (await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf(queue) }))),
    remove: async (queue) => void (await sqs.send(new DeleteQueueCommand({ QueueUrl: urlOf(queue) }))),
    close: () => {
      for (const each of [client, sqs, cloudformation]) each.destroy();
    },
  };
}
