import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { letterBoxes } from "../../functions/runtime/aws/operations/letter-box.ts";
import { redrive } from "../../functions/runtime/aws/operations/redrive.ts";
import { fakeTransport, type Reply, type Seen } from "../conformance/grounds/transport.ts";
import { envelopeOf } from "../conformance/samples.ts";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;

const [box, , topic] = letterBoxes({
  ...{ stage: "s", account: "0", region: "us-east-1", failedRecords: "bucket", busUndeliverable: url("bus") },
  systems: [
    {
      name: "bank",
      retryDeadLetters: url("retry-dead"),
      undeliverable: { topic: url("topic") },
      environment: {
        ...{ stage: "s", system: "bank", region: "us-east-1", config: {}, retryQueue: url("retry") },
        tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
        queues: { "bank/notify": url("notify") },
        deadLetterQueues: { "bank/notify": url("dead") },
      },
    },
  ],
});

type Given = readonly [messageId: string, envelopeId: string, sent?: string, data?: object, cancelled?: true];

const STARTED = "2026-11-21T10:00:00.000Z";
const BEFORE = "2026-11-21T09:00:00.000Z";
const SINCE = "2026-11-21T10:00:01.000Z";

/** What the dead-letter queue gives at each receive; ids of messages are those of their receipt. */
function open(receives: readonly (readonly Given[])[], sending: Reply["body"] = {}) {
  let received = 0;
  const { config, seen } = fakeTransport(({ operation }) => {
    if (operation === "SendMessageBatch") return { body: sending };
    if (operation !== "ReceiveMessage") return { body: {} };
    const Messages = receives[received++]?.map(([MessageId, id, sent = BEFORE, data = {}, cancelled]) => {
      const Body = JSON.stringify(envelopeOf(id, { source: "/bank/account", data, ...(cancelled && { cancelled }) }));
      return { MessageId, ReceiptHandle: MessageId, Body, Attributes: { SentTimestamp: `${Date.parse(sent)}` } };
    });
    return { body: { Messages } };
  }, new Date(STARTED).toUTCString());
  return { sqs: new SQSClient({ ...config, md5: false }), seen };
}

const handlesOf = (seen: readonly Seen[], wanted: string) =>
  seen
    .filter(({ operation }) => operation === wanted)
    .flatMap(({ body }) => (body["Entries"] as { ReceiptHandle: string }[]).map(({ ReceiptHandle }) => ReceiptHandle));

it("removes only the letters that the queue has taken, and shows the others again", async () => {
  const Failed = [{ Id: "1", Code: "InvalidMessageContents", Message: "no", SenderFault: true }];
  const { sqs, seen } = open(
    [
      [
        ["one", "m-1"],
        ["two", "m-2"],
      ],
    ],
    { Failed },
  );

  const { sent, refused } = await redrive(sqs, box!);

  expect(sent.map(({ messageId }) => messageId)).toEqual(["one"]);
  expect(refused.map(({ letter, reason }) => [letter.messageId, reason])).toEqual([
    ["two", "InvalidMessageContents: no"],
  ]);
  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual(["one"]);
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual(["two"]);
});

it("leaves a letter alone that has died again meanwhile, and ends", async () => {
  const { sqs, seen } = open([[["one", "m-1"]], [["again", "m-1", SINCE]], [["again", "m-1", SINCE]]]);

  const { sent, cameBack } = await redrive(sqs, box!);

  expect([sent, cameBack].map((letters) => letters.map(({ messageId }) => messageId))).toEqual([["one"], ["again"]]);
  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual(["one"]);
  expect(seen.filter(({ operation }) => operation === "SendMessageBatch")).toHaveLength(1);
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual(["again"]);
});

it("sends one of the letters that several subscribers left, whenever they are received, and counts and removes them all", async () => {
  const { sqs, seen } = open([
    [
      ["one", "m-1"],
      ["two", "m-1"],
    ],
    [["three", "m-1"]],
    [["one", "m-1"]],
  ]);

  const { sent, cameBack } = await redrive(sqs, topic!);

  expect([topic?.name, sent.map(({ messageId }) => messageId), cameBack]).toEqual([
    "bank:topic",
    ["one", "two", "three"],
    [],
  ]);
  expect(handlesOf(seen, "SendMessageBatch")).toHaveLength(1);
  expect(new Set(handlesOf(seen, "DeleteMessageBatch"))).toEqual(new Set(["one", "two", "three"]));
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual([]);
});

it("sends a cancellation beside the command whose id, name and data it has", async () => {
  const { sqs, seen } = open([[["one", "m-1"]], [["two", "m-1", BEFORE, {}, true]]]);

  await redrive(sqs, box!);

  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual(["one", "two"]);
  expect(seen.filter(({ operation }) => operation === "SendMessageBatch")).toHaveLength(2);
});

it("sends each of two letters that say different things under one id", async () => {
  const { sqs, seen } = open([[["one", "m-1"]], [["two", "m-1", BEFORE, { amount: 5 }]]]);

  await redrive(sqs, box!);

  expect(handlesOf(seen, "SendMessageBatch")).toHaveLength(2);
  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual(["one", "two"]);
});

it("keeps all letters of a message that the queue has refused", async () => {
  const Failed = [{ Id: "0", Code: "InvalidMessageContents", Message: "no", SenderFault: true }];
  const { sqs, seen } = open([[["one", "m-1"]], [["two", "m-1"]]], { Failed });

  const { sent, refused } = await redrive(sqs, topic!);

  expect([sent, refused.map(({ letter }) => letter.messageId)]).toEqual([[], ["one", "two"]]);
  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual([]);
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual(["one", "two"]);
});

it("sends before it removes, so that being ended between the two loses nothing", async () => {
  const { sqs, seen } = open([[["one", "m-1"]]]);

  await redrive(sqs, box!);

  const order = seen.map(({ operation }) => operation).filter((each) => /^(?:Send|Delete)/.test(each));
  expect(order).toEqual(["SendMessageBatch", "DeleteMessageBatch"]);
});

it("shows every letter again when the queue refuses the whole call", async () => {
  const { sqs, seen } = open([[["one", "m-1"]]]);
  sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "SendMessageBatchCommand") throw new Error("no such queue");
        return next(args);
      },
    { step: "initialize" },
  );

  await expect(redrive(sqs, box!)).rejects.toThrow("no such queue");
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual(["one"]);
});
