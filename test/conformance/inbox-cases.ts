import { type Message, SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { readReason } from "../../functions/runtime/aws/dead-letter-attribute.ts";
import { sqsInbox } from "../../functions/runtime/aws/sqs-inbox.ts";
import type { Delivery } from "../../functions/runtime/ports.ts";
import { createQueue, receive } from "./grounds/queues.ts";
import type { Place } from "./road-cases.ts";

const reason = {
  code: "exhausted",
  reason: "schlug fehl \u{1f680}",
  help: "see the log",
  consumer: "commerce/order",
  attempts: 8,
  first: "2026-11-21T10:00:00.000Z",
  last: "2026-11-21T10:05:00.000Z",
};

const deliveryOf = ({ MessageId = "", ReceiptHandle = "", Body = "", Attributes }: Message): Delivery => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  receives: Number(Attributes?.ApproximateReceiveCount),
  redriven: false,
  ...(Attributes?.MessageGroupId !== undefined && { group: Attributes.MessageGroupId }),
});

export function inboxCases(place: () => Place): void {
  async function open(name: string, end = "") {
    const { sqs } = place();
    const url = await createQueue(sqs, `${name}${end}`);
    const deadLetterUrl = await createQueue(sqs, `${name}-dead${end}`);
    const fifo = end ? { MessageGroupId: "commerce/order/o-1", MessageDeduplicationId: "d-1" } : {};
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "{}", ...fifo }));
    const [message] = await receive(sqs, url);
    if (!message) throw new Error("nothing was received");
    return { sqs, url, deadLetterUrl, inbox: sqsInbox(sqs, { url, deadLetterUrl }), delivery: deliveryOf(message) };
  }

  describe("inbox", () => {
    it("sends a dead letter with its reason in one attribute, which reads back", async () => {
      const { sqs, deadLetterUrl, inbox, delivery } = await open("letters");
      await inbox.deadLetter(delivery, reason);
      const [letter] = await receive(sqs, deadLetterUrl);
      expect(letter?.Body).toBe("{}");
      expect(Object.keys(letter?.MessageAttributes ?? {})).toEqual(["bugle"]);
      expect(readReason(letter?.MessageAttributes?.["bugle"]?.StringValue)).toEqual(reason);
    });

    it("sends a dead letter of a FIFO queue once, in its group, however often it is sent", async () => {
      const { sqs, deadLetterUrl, inbox, delivery } = await open("grouped", ".fifo");
      await inbox.deadLetter(delivery, reason);
      await inbox.deadLetter(delivery, reason);
      const letters = await receive(sqs, deadLetterUrl);
      expect(letters.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(["commerce/order/o-1"]);
    });

    it("sends a dead letter that others wait for in a group of its own", async () => {
      const { sqs, deadLetterUrl, inbox, delivery } = await open("awaited", ".fifo");
      await inbox.deadLetter(delivery, { ...reason, parks: { stream: "commerce/order/o-1", n: 3 } });
      const [letter] = await receive(sqs, deadLetterUrl);
      expect(letter?.Attributes?.MessageGroupId).toBe(delivery.messageId);
      expect(readReason(letter?.MessageAttributes?.["bugle"]?.StringValue)?.parks?.n).toBe(3);
    });

    it("removes a message, and a second time is no fault", async () => {
      const { sqs, url, inbox, delivery } = await open("removed");
      await inbox.remove([delivery]);
      await expect(inbox.remove([delivery])).resolves.toBeUndefined();
      expect(await receive(sqs, url)).toEqual([]);
    });

    it("lets a message come back when its wait is over, and not before", async () => {
      const { sqs, url, inbox, delivery } = await open("backing-off");
      await inbox.backOff([delivery], 600);
      expect(await receive(sqs, url)).toEqual([]);
      await inbox.backOff([delivery], 0);
      const [again] = await receive(sqs, url);
      expect(again && deliveryOf(again)).toMatchObject({ messageId: delivery.messageId, receives: 2 });
    });

    it("has nothing to put back of a message that is gone", async () => {
      const { inbox, delivery } = await open("gone");
      await inbox.remove([delivery]);
      await expect(inbox.backOff([delivery], 5)).resolves.toBeUndefined();
    });
  });
}
