import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { itemOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { relayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import { relayRetryEntry } from "../../functions/runtime/aws/entry/relay-retry.ts";
import type { SetAside } from "../../functions/runtime/ports.ts";

interface Batch {
  readonly input: { readonly Entries: { MessageBody: string }[]; readonly QueueUrl: string };
}

const HOUR = 3_600_000;
const retryQueue = "http://q/1/retry";
const environment = {
  stage: "t",
  system: "shop",
  region: "r",
  tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
  queues: { "shop/checkout": "http://q/1/checkout" },
  deadLetterQueues: {},
  retryQueue,
  config: {},
};
const schedules = { group: "g", role: "r", deadLetterQueueArn: "arn:dead", targets: ["shop/checkout"] };
const relayOf = {
  routes: { commands: {}, repliesTo: { "shop/checkout": "shop/checkout" }, declared: {}, public: [] },
  system: "shop",
};

function surroundings() {
  const sent: string[][] = [];
  const targets: unknown[] = [];
  const sqs = {
    send: async ({ input: { Entries, QueueUrl } }: Batch) => {
      sent.push(...Entries.map(({ MessageBody }) => [QueueUrl, MessageBody]));
      return {};
    },
  } as unknown as SQSClient;
  const scheduler = {
    send: async ({ input }: { input: { Target: { Arn: string } } }) => void targets.push(input.Target.Arn),
  } as unknown as SchedulerClient;
  return { sent, targets, given: { sqs, scheduler, sns: {} as SNSClient } };
}

const records = () => {
  const NewImage = itemOf({
    stream: "shop/checkout/1",
    n: 1,
    time: new Date().toISOString(),
    by: "shop/checkout",
    version: 0,
    events: [],
    sends: [{ kind: "timer", type: "charge", v: 1, data: {}, by: 0, to: "shop/checkout/1", delay: HOUR }],
    answers: [],
  });
  return [{ eventName: "INSERT", dynamodb: { SequenceNumber: "1", NewImage } }] as DynamoDBRecord[];
};

test("the relay hands a long timer to the scheduler, not to the queue", async () => {
  const { sent, targets, given } = surroundings();
  const told = { ...environment, schedules };
  await expect(relayEntry(relayOf, { ...given, environment: told })({ Records: records() })).resolves.toEqual({
    batchItemFailures: [],
  });
  expect([sent, targets]).toEqual([[], ["arn:checkout"]]);
});

test("a long timer without a schedule group is set aside with its delay, and scheduled by the retry once there is one", async () => {
  const { sent, targets, given } = surroundings();
  await relayEntry(relayOf, { ...given, environment })({ Records: records() });
  const [[queue, body = ""] = [], ...others] = sent;
  const { reason, delay }: SetAside = JSON.parse(body);
  expect([queue, delay, others]).toEqual([retryQueue, HOUR, []]);
  expect(reason).toContain("a schedule group");

  const told = { ...environment, schedules };
  const Records = [{ messageId: "a", body }] as SQSRecord[];
  await expect(relayRetryEntry(relayOf, { ...given, environment: told })({ Records })).resolves.toEqual({
    batchItemFailures: [],
  });
  expect([targets, sent.length]).toEqual([["arn:checkout"], 1]);
});
