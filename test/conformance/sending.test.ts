import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { fakeTransport } from "./grounds/transport.ts";
import { envelopeOf } from "./samples.ts";

const environment: Environment = {
  stage: "test",
  system: "commerce",
  region: "us-east-1",
  tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
  queues: {
    "commerce/email": "https://sqs.us-east-1.amazonaws.com/000000000000/email",
    "commerce/order": "https://sqs.us-east-1.amazonaws.com/000000000000/order.fifo",
  },
  deadLetterQueues: {},
  retryQueue: "https://sqs.us-east-1.amazonaws.com/000000000000/retry",
  config: {},
};

function open(body: object = {}) {
  const { config, seen } = fakeTransport(() => ({ body }));
  const clients = { sns: new SNSClient(config), sqs: new SQSClient({ ...config, md5: false }) };
  const entries = () => seen.flatMap((each) => each.body["Entries"] as Record<string, unknown>[]);
  return { roads: awsRoads(environment, { public: [] }, clients), seen, entries };
}

const envelope = envelopeOf("commerce/order/o-1@1.0", { type: "SendReceipt", kind: "command" });

it("to a standard queue rounds the delay up to whole seconds, and carries no group", async () => {
  const { roads, entries } = open();
  const delays = [undefined, 0, 1, 1_500, 900_000];
  await roads.send(
    "commerce/email",
    delays.map((delay) => ({ envelope, group: "g", ...(delay !== undefined && { delay }) })),
  );
  expect(entries().map(({ DelaySeconds }) => DelaySeconds)).toEqual([undefined, undefined, 1, 2, 900]);
  expect(entries().some((entry) => "MessageGroupId" in entry || "MessageDeduplicationId" in entry)).toBe(false);
});

it("to a FIFO queue carries the receiver's stream as group and the envelope's id against duplicates; a cancellation is none", async () => {
  const { roads, entries } = open();
  const cancellation = { ...envelope, cancelled: true } as const;
  const group = "commerce/order/o-2";
  await roads.send("commerce/order", [
    { envelope, group },
    { envelope: cancellation, group },
  ]);
  const ids = { MessageGroupId: group, MessageDeduplicationId: "commerce/order/o-1@1.0" };
  expect(entries()).toEqual([
    { Id: "0", MessageBody: JSON.stringify(envelope), ...ids },
    {
      ...{ Id: "1", MessageBody: JSON.stringify(cancellation), ...ids },
      MessageDeduplicationId: "commerce/order/o-1@1.0#",
    },
  ]);
});

it("for a FIFO queue, which delays none, waits in the retry queue: one call there, and one when it is due", async () => {
  const { roads, seen, entries } = open();
  const message = { envelope, delay: 1_001 };
  await roads.send("commerce/order", [{ ...message, group: "commerce/order/o-2" }]);
  expect(seen).toHaveLength(1);
  expect(entries()).toEqual([
    {
      Id: "0",
      MessageBody: JSON.stringify({ envelope, reason: "it waits until it is due", delay: 1_001 }),
      DelaySeconds: 2,
    },
  ]);
});

it("to a FIFO queue hashes a group or an id that SQS would refuse", async () => {
  const { roads, entries } = open();
  await roads.send("commerce/order", [
    { envelope: { ...envelope, id: "ü b" }, group: "a".repeat(129) },
    { envelope, group: "a".repeat(128) },
  ]);
  const [hashed] = entries();
  expect(hashed?.["MessageGroupId"]).toBe("c12cb024a2e5551cca0e08fce8f1c5e314555cc3fef6329ee994a3db752166ae");
  expect(hashed?.["MessageDeduplicationId"]).toBe("00044a1985b08412ef110a03baadfd0c238224ba706048f9a1c8a98d703825ba");
  expect(entries()[1]?.["MessageGroupId"]).toBe("a".repeat(128));
});

it("cuts calls at ten messages and at a mebibyte", async () => {
  const { roads, seen } = open();
  const large = envelopeOf("large", { data: "x".repeat(250_000) });
  const messages = [
    ...Array.from({ length: 11 }, () => ({ envelope })),
    ...Array.from({ length: 5 }, () => ({ envelope: large })),
  ];
  await roads.send("commerce/order", messages);
  expect(seen.map(({ body }) => (body["Entries"] as unknown[]).length)).toEqual([10, 5, 1]);
});

it("answers the entries that were refused, by their envelope's id", async () => {
  const { roads } = open({ Failed: [{ Id: "1", Code: "Busy", Message: "later", SenderFault: false }] });
  const failures = await roads.send("commerce/email", [{ envelope }, { envelope: { ...envelope, id: "second" } }]);
  expect(failures).toEqual([{ id: "second", reason: "Busy: later" }]);
});

it("escapes the characters that SQS refuses, so that the message says the same", async () => {
  const { roads, entries } = open();
  await roads.send("commerce/email", [{ envelope: { ...envelope, data: "a\ufffe\uffff\u0001\u{1f680}" } }]);
  const body = String(entries()[0]?.["MessageBody"]);
  expect(body).toContain('"a\\ufffe\\uffff\\u0001\u{1f680}"');
  expect(JSON.parse(body).data).toBe("a\ufffe\uffff\u0001\u{1f680}");
});

it("sets a message aside with its reason and its delay, the reason cut", async () => {
  const { roads, seen, entries } = open();
  await roads.setAside([{ envelope, reason: "r".repeat(5_000), delay: 700 }]);
  expect(seen[0]?.body["QueueUrl"]).toBe("https://sqs.us-east-1.amazonaws.com/000000000000/retry");
  expect(JSON.parse(String(entries()[0]?.["MessageBody"]))).toEqual({
    envelope,
    reason: "r".repeat(1_000),
    delay: 700,
  });
});

it("refuses a road that the environment does not name", async () => {
  const { roads } = open();
  await expect(roads.send("commerce/other", [{ envelope }])).rejects.toMatchObject({ code: "no-road" });
  await expect(roads.publish([envelope])).rejects.toMatchObject({ code: "no-road" });
});
