import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { letterBoxes } from "../../functions/runtime/aws/operations/letter-box.ts";
import { redrive } from "../../functions/runtime/aws/operations/redrive.ts";
import { fakeTransport, type Reply, type Seen } from "../conformance/grounds/transport.ts";
import { envelopeOf } from "../conformance/samples.ts";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;

const [box] = letterBoxes({
  ...{ stage: "s", account: "0", region: "us-east-1", failedRecords: "bucket", busUndeliverable: url("bus") },
  systems: [
    {
      name: "bank",
      retryDeadLetters: url("retry-dead"),
      undeliverable: {},
      environment: {
        ...{ stage: "s", system: "bank", region: "us-east-1", config: {} },
        tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
        queues: { "bank/notify": url("notify") },
        deadLetterQueues: { "bank/notify": url("dead") },
      },
    },
  ],
});

/** What the dead-letter queue gives at each receive; ids of messages are those of their receipt. */
function open(receives: readonly (readonly [messageId: string, envelopeId: string][])[], sending: Reply["body"] = {}) {
  let received = 0;
  const { config, seen } = fakeTransport(({ operation }) => {
    if (operation === "SendMessageBatch") return { body: sending };
    if (operation !== "ReceiveMessage") return { body: {} };
    const Messages = receives[received++]?.map(([MessageId, id]) => {
      return { MessageId, ReceiptHandle: MessageId, Body: JSON.stringify(envelopeOf(id)) };
    });
    return { body: { Messages } };
  });
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
  const { sqs, seen } = open([[["one", "m-1"]], [["again", "m-1"]], [["again", "m-1"]]]);

  const { sent, cameBack } = await redrive(sqs, box!);

  expect([sent, cameBack].map((letters) => letters.map(({ messageId }) => messageId))).toEqual([["one"], ["again"]]);
  expect(handlesOf(seen, "DeleteMessageBatch")).toEqual(["one"]);
  expect(seen.filter(({ operation }) => operation === "SendMessageBatch")).toHaveLength(1);
  expect(handlesOf(seen, "ChangeMessageVisibilityBatch")).toEqual(["again"]);
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
