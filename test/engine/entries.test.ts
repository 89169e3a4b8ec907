import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { itemOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { relayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import { relayRetryEntry } from "../../functions/runtime/aws/entry/relay-retry.ts";
import { sweeperEntry } from "../../functions/runtime/aws/entry/sweeper.ts";
import type { Commit } from "../../functions/runtime/commit.ts";
import { outgoing } from "../../functions/runtime/commit.ts";

interface Batch {
  readonly input: { readonly Entries?: { Id: string; MessageBody: string }[]; readonly QueueUrl?: string };
}

const tables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };
const queues = { "shop/order": "http://q/1/order" };
const environment = {
  stage: "t",
  system: "shop",
  region: "r",
  tables,
  queues,
  deadLetterQueues: {},
  retryQueue: "http://q/1/retry",
  config: {},
};
const routes = {
  commands: { ShipOrder: { consumer: "shop/order", fifo: false } },
  repliesTo: {},
  declared: { "shop/order": ["ShipOrder"] },
  public: [],
};
const relayOf = { routes, system: "shop" };

/** Answers, by queue, the bodies that were sent; a queue that is `down` refuses everything. */
function roads(down: readonly string[] = []) {
  const sent: Record<string, string[]> = {};
  const send = async ({ input: { Entries = [], QueueUrl = "" } }: Batch) => {
    if (down.includes(QueueUrl)) throw new Error("down");
    sent[QueueUrl] = [
      ...(sent[QueueUrl] ?? []),
      ...Entries.map(({ MessageBody }) => JSON.parse(MessageBody).id ?? "aside"),
    ];
    return {};
  };
  return { sent, given: { environment, sqs: { send } as unknown as SQSClient, sns: {} as SNSClient } };
}

const commit = (n: number, time = "2026-05-01T12:00:00.000Z"): Commit => ({
  stream: "shop/order/1",
  n,
  time,
  by: "shop/mark-paid",
  version: 0,
  events: [],
  sends: [{ kind: "command", type: "ShipOrder", v: 1, data: {}, by: 0 }],
  answers: [],
});

const record = (eventName: "INSERT" | "MODIFY" | "REMOVE", sequence: string, image: unknown): DynamoDBRecord =>
  ({ eventName, dynamodb: { SequenceNumber: sequence, NewImage: image } }) as DynamoDBRecord;

test("the relay sends what inserted commits say, and takes nothing else", async () => {
  const { sent, given } = roads();
  const Records = [
    record("INSERT", "1", itemOf(commit(1))),
    record("MODIFY", "2", itemOf(commit(2))),
    record("REMOVE", "3", undefined),
  ];

  await expect(relayEntry(relayOf, given)({ Records })).resolves.toEqual({ batchItemFailures: [] });
  expect(sent).toEqual({ "http://q/1/order": ["shop/order/1@1.0"] });
});

test("a message that cannot be sent is set aside, and its record is done", async () => {
  const { sent, given } = roads([queues["shop/order"]]);

  const answer = await relayEntry(relayOf, given)({ Records: [record("INSERT", "1", itemOf(commit(1)))] });

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(sent).toEqual({ "http://q/1/retry": ["aside"] });
});

test("what cannot even be set aside comes again, from the first such record on", async () => {
  const { given } = roads([queues["shop/order"], "http://q/1/retry"]);
  const idle = { ...commit(1), sends: [] };
  const Records = [
    record("INSERT", "1", itemOf(idle)),
    record("INSERT", "2", itemOf(commit(2))),
    record("INSERT", "3", itemOf(commit(3))),
  ];

  await expect(relayEntry(relayOf, given)({ Records })).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "2" }],
  });
});

test("a record that cannot be read comes again, and the others of its batch are sent", async () => {
  const { sent, given } = roads();
  const Records = [record("INSERT", "1", { stream: { S: "x" } }), record("INSERT", "2", itemOf(commit(2)))];

  await expect(relayEntry(relayOf, given)({ Records })).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "1" }],
  });
  expect(sent).toEqual({ "http://q/1/order": ["shop/order/1@2.0"] });
});

test("what was set aside is sent once more, and what still does not go, or cannot be read, comes again", async () => {
  const [{ envelope } = { envelope: undefined }] = outgoing(commit(1));
  const body = JSON.stringify({ envelope, reason: "down" });
  const Records = [
    { messageId: "a", body },
    { messageId: "b", body: "no JSON" },
  ] as SQSRecord[];

  const up = roads();
  await expect(relayRetryEntry(relayOf, up.given)({ Records })).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "b" }],
  });
  expect(up.sent).toEqual({ "http://q/1/order": ["shop/order/1@1.0"] });

  const down = roads([queues["shop/order"]]);
  await expect(relayRetryEntry(relayOf, down.given)({ Records })).resolves.toEqual({
    batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "b" }],
  });
});

const inBucket = (content: Buffer | string) => {
  const half = Math.floor(content.length / 2);
  const body = Readable.from([content.slice(0, half), content.slice(half)].map((part) => Buffer.from(part)));
  return { send: async () => ({ Body: body }) } as unknown as S3Client;
};

const lines = [
  { Item: itemOf(commit(1, "2026-05-01T11:00:00.000Z")) },
  { Keys: {}, NewImage: itemOf(commit(2)) },
  { Keys: {} },
  { payload: JSON.stringify({ Records: [record("INSERT", "9", itemOf(commit(3)))] }) },
];

test.each([
  ["lines.json", (text: string) => text],
  ["lines.json.gz", (text: string) => gzipSync(text)],
])("the sweeper relays the commits of %s: exports, and records that a relay gave up", async (key, pack) => {
  const { sent, given } = roads();
  const s3 = inBucket(pack(lines.map((line) => `${JSON.stringify(line)}\n`).join("")));

  await expect(sweeperEntry(relayOf, { ...given, s3 })({ bucket: "b", key })).resolves.toEqual({ commits: 3 });
  expect(sent).toEqual({ "http://q/1/order": ["shop/order/1@1.0", "shop/order/1@2.0", "shop/order/1@3.0"] });
});

test("the sweeper leaves out commits before `from`", async () => {
  const { sent, given } = roads();
  const s3 = inBucket(lines.map((line) => JSON.stringify(line)).join("\n"));
  const request = { bucket: "b", key: "lines.json", from: "2026-05-01T12:00:00.000Z" };

  await expect(sweeperEntry(relayOf, { ...given, s3 })(request)).resolves.toEqual({ commits: 2 });
  expect(sent).toEqual({ "http://q/1/order": ["shop/order/1@2.0", "shop/order/1@3.0"] });
});

test("a sweep that could not send says how much is missing", async () => {
  const { given } = roads([queues["shop/order"], "http://q/1/retry"]);
  const s3 = inBucket(JSON.stringify(lines[0]));

  await expect(sweeperEntry(relayOf, { ...given, s3 })({ bucket: "b", key: "k" })).rejects.toMatchObject({
    code: "sweep-incomplete",
    message: "1 of 1 commits of k could not be relayed",
  });
});
