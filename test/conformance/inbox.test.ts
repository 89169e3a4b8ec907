import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { readReason } from "../../functions/runtime/aws/dead-letter-attribute.ts";
import { sqsInbox } from "../../functions/runtime/aws/sqs-inbox.ts";
import type { DeadLetterReason, Delivery } from "../../functions/runtime/ports.ts";
import { fakeTransport } from "./grounds/transport.ts";

function open(body: object = {}, fifo = false) {
  const { config, seen } = fakeTransport(() => ({ body }));
  const end = fifo ? ".fifo" : "";
  const queue = {
    url: `https://sqs.us-east-1.amazonaws.com/000000000000/order${end}`,
    deadLetterUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/dead${end}`,
  };
  return { inbox: sqsInbox(new SQSClient({ ...config, md5: false }), queue), seen };
}

const deliveryOf = (i: number, body = "{}"): Delivery => ({
  messageId: `sqs-${i}`,
  receiptHandle: `handle-${i}`,
  body,
  receives: 1,
  redriven: false,
  group: "commerce/order/o-1",
});
const deliveries = (count: number) => Array.from({ length: count }, (_, i) => deliveryOf(i));

const reason: DeadLetterReason = {
  code: "card-declined",
  reason: "die Karte wurde abgelehnt: 50 € \u{1f680}",
  help: "ask for another card",
  consumer: "commerce/payment",
  attempts: 8,
  first: "2026-11-21T10:00:00.000Z",
  last: "2026-11-21T10:05:00.000Z",
};

type Attributes = Record<string, { DataType: string; StringValue: string }>;

describe("a dead letter", () => {
  it("carries the body as it came and the reason in one attribute of ASCII", async () => {
    const { inbox, seen } = open();
    await inbox.deadLetter(deliveryOf(1, '{"a":"ü"}'), reason);
    const { MessageAttributes, ...rest } = seen[0]?.body ?? {};
    expect(rest).toEqual({
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/000000000000/dead",
      MessageBody: '{"a":"ü"}',
    });
    const { bugle, ...others } = MessageAttributes as Attributes;
    expect(others).toEqual({});
    expect(bugle?.DataType).toBe("String");
    expect(bugle?.StringValue).toMatch(/^[\x20-\x7e]+$/);
    expect(readReason(bugle?.StringValue)).toEqual(reason);
  });

  it("of a FIFO queue keeps its group and is deduplicated by the SQS message id", async () => {
    const { inbox, seen } = open({}, true);
    await inbox.deadLetter(deliveryOf(1), reason);
    expect(seen[0]?.body).toMatchObject({ MessageGroupId: "commerce/order/o-1", MessageDeduplicationId: "sqs-1" });
  });

  it("has its texts cut until all fits into what SQS takes", async () => {
    const { inbox, seen } = open();
    const body = "x".repeat(1024 * 1024 - 900);
    await inbox.deadLetter(deliveryOf(1, body), { ...reason, reason: "r".repeat(100_000) });
    const text = (seen[0]?.body["MessageAttributes"] as Attributes | undefined)?.["bugle"]?.StringValue;
    expect(body.length + "bugleString".length + (text?.length ?? 0)).toBeLessThanOrEqual(1_048_576);
    expect(readReason(text)).toEqual({ ...reason, reason: "r".repeat(200) });
  });

  it("goes without its reason where the body leaves no room, since it must go", async () => {
    const { inbox, seen } = open();
    await inbox.deadLetter(deliveryOf(1, "x".repeat(1024 * 1024)), reason);
    expect(seen[0]?.body["MessageAttributes"]).toBeUndefined();
  });

  it("is told by its attribute from messages that have none or another's", () => {
    expect([undefined, "", "7", "null", "{}", "nonsense"].map(readReason)).toEqual(Array(6).fill(undefined));
  });
});

describe("backing off", () => {
  it("asks ten at a time, in whole seconds, within the twelve hours that SQS counts from the receive", async () => {
    const { inbox, seen } = open();
    await inbox.backOff(deliveries(11), 1.2);
    await inbox.backOff(deliveries(1), 100_000);
    const visibilities = seen.map(({ body }) =>
      (body["Entries"] as { VisibilityTimeout: number }[]).map((e) => e.VisibilityTimeout),
    );
    expect(visibilities).toEqual([Array(10).fill(2), [2], [42_300]]);
  });

  it("is done for messages that are back or gone already, and throws for what the queue refused", async () => {
    const gone = ["ReceiptHandleIsInvalid", "AWS.SimpleQueueService.MessageNotInflight"];
    const Failed = gone.map((Code, i) => ({ Id: String(i), Code, SenderFault: true }));
    await expect(open({ Failed }).inbox.backOff(deliveries(2), 5)).resolves.toBeUndefined();
    const refused = { Failed: [...Failed, { Id: "2", Code: "InternalError", Message: "sorry", SenderFault: false }] };
    const backOff = open(refused).inbox.backOff(deliveries(3), 5);
    await expect(backOff).rejects.toMatchObject({
      code: "queue-refused",
      message: "1 messages could not be put back: InternalError sorry",
    });
  });
});

describe("removing", () => {
  it("names each message by its handle, and nothing at all when there is none", async () => {
    const { inbox, seen } = open();
    await inbox.remove(deliveries(2));
    await inbox.remove([]);
    const Entries = [
      { Id: "0", ReceiptHandle: "handle-0" },
      { Id: "1", ReceiptHandle: "handle-1" },
    ];
    expect(seen).toEqual([
      {
        operation: "DeleteMessageBatch",
        body: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/000000000000/order", Entries },
      },
    ]);
  });

  it("throws when the queue refused one for another reason than that it is gone", async () => {
    const refused = { Failed: [{ Id: "0", Code: "InternalError", SenderFault: false }] };
    await expect(open(refused).inbox.remove(deliveries(1))).rejects.toMatchObject({ code: "queue-refused" });
    const gone = { Failed: [{ Id: "0", Code: "ReceiptHandleIsInvalid", SenderFault: true }] };
    await expect(open(gone).inbox.remove(deliveries(1))).resolves.toBeUndefined();
  });
});
