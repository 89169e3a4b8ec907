import { ChangeMessageVisibilityBatchCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { openFifoQueue, type Queue, said } from "../../made/queue.ts";
import type { Place } from "../../place.ts";

const ABOUT_DELIVERY =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html";

/** Sends bodies such as `A1`, whose first letter is their group. */
const sendGrouped = (queue: Queue, bodies: readonly string[]) =>
  queue.sendBatch(bodies, (i) => ({ MessageGroupId: bodies[i]?.[0], MessageDeduplicationId: bodies[i] }));

const openWith = async (place: Place, what: string, bodies: readonly string[]): Promise<Queue> => {
  const queue = await openFifoQueue(place, what, { VisibilityTimeout: "600" });
  await sendGrouped(queue, bodies);
  return queue;
};

/** Receives and deletes one message after another, and answers what they said. */
async function consume(queue: Queue, count: number): Promise<string> {
  const bodies: (string | undefined)[] = [];
  while (bodies.length < count) {
    const [message] = await queue.receive({ MaxNumberOfMessages: 1 });
    if (!message) break;
    bodies.push(message.Body);
    await queue.remove(message);
  }
  return bodies.join();
}

const inOrder: Case = {
  id: "fifo/order",
  title: "Messages of a group come one after another in the order in which they were sent.",
  source: ABOUT_DELIVERY,
  instead: "A stream is right in any order: a commit is put on condition of the one before it.",
  run: async (place) => {
    const queue = await openWith(place, "order", ["A1", "A2", "A3", "A4", "A5", "A6"]);
    return (await consume(queue, 6)) === "A1,A2,A3,A4,A5,A6" ? undefined : "another order";
  },
};

const inOneBatch: Case = {
  id: "fifo/batch-of-group",
  title: "One receive gives several messages of a group, in order.",
  source: ABOUT_DELIVERY,
  instead: "Commands of one stream that come alone are committed one by one.",
  run: async (place) => {
    const queue = await openWith(place, "batch", ["A1", "A2", "A3"]);
    const messages = await queue.receive();
    return messages.length > 1 && "A1,A2,A3".startsWith(said(messages)) ? undefined : "not several in order";
  },
};

const locked: Case = {
  id: "fifo/group-locked",
  title: "While a message of a group is in flight no more of its group are given out, but those of other groups are.",
  source: ABOUT_DELIVERY,
  instead: "A stream is right in any order: a commit is put on condition of the one before it.",
  run: async (place) => {
    const queue = await openWith(place, "locked", ["A1", "A2", "B1"]);
    const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
    if (first?.Body !== "A1") return "another order";
    const others = said([...(await queue.receive()), ...(await queue.receive())]);
    if (others === "") return "the other group is held up";
    return others === "B1" ? undefined : "the group is not locked";
  },
};

const freed: Case = {
  id: "fifo/group-freed",
  title: "A group goes on as soon as its message in flight is deleted.",
  source: ABOUT_DELIVERY,
  instead: "Nothing: every command of a stream rests on it.",
  run: async (place) => {
    const queue = await openWith(place, "freed", ["A1", "A2"]);
    const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
    if (first) await queue.remove(first);
    const { Body } = await queue.next("the group stays locked");
    return Body === "A2" ? undefined : "another order";
  },
};

const backInOrder: Case = {
  id: "fifo/redelivered-in-order",
  title: "Messages of a group that are given back come again in their order, before the ones behind them.",
  source: ABOUT_DELIVERY,
  instead: "A stream is right in any order: a commit is put on condition of the one before it.",
  run: async (place) => {
    const queue = await openWith(place, "redelivered", ["A1", "A2", "A3"]);
    const held = await queue.receive({ MaxNumberOfMessages: 2 });
    const Entries = held.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }));
    await queue.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }));
    return (await consume(queue, 3)) === "A1,A2,A3" ? undefined : "another order";
  },
};

const numbered: Case = {
  id: "fifo/sequence-numbers",
  title: "Messages of a group carry their group and sequence numbers that rise.",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-key-terms.html",
  instead: "Nothing of Bugle relies on the numbers: a stream has its own.",
  run: async (place) => {
    const queue = await openWith(place, "numbered", ["A1", "A2", "A3"]);
    const messages = await queue.drain(3);
    if (messages.length < 3) return "not all delivered";
    if (messages.some(({ Attributes }) => Attributes?.["MessageGroupId"] !== "A")) return "the group is not told";
    const numbers = messages.map(({ Attributes }) => BigInt(Attributes?.["SequenceNumber"] ?? 0));
    const rise = numbers.every((number, i) => number > (numbers[i - 1] ?? 0n));
    return rise ? undefined : "no rising numbers";
  },
};

export const order: readonly Case[] = [inOrder, inOneBatch, locked, freed, backInOrder, numbered];
