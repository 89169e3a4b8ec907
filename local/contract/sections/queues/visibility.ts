import { ChangeMessageVisibilityCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { openQueue, type Queue, receivesOf } from "../../made/queue.ts";

const ABOUT_VISIBILITY =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html";
const ABOUT_DELETING = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html";

const hide = ({ client, url }: Queue, ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
  client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));

const comesBack: Case = {
  id: "queues/visibility",
  title: "A received message is hidden for the visibility timeout and then comes back, its receive count one higher.",
  source: ABOUT_VISIBILITY,
  instead: "Nothing: every retry rests on it.",
  run: async (place) => {
    const queue = await openQueue(place, "visibility", { VisibilityTimeout: "3" });
    await queue.send("order");
    const before = performance.now();
    await queue.next();
    const again = await queue.next("never came back");
    if (performance.now() - before < 3_000) return "came back early";
    return receivesOf(again) === 2 ? undefined : "receive count is not 2";
  },
};

const released: Case = {
  id: "queues/visibility-zero",
  title: "A visibility timeout changed to zero makes a message available at once.",
  source: ABOUT_VISIBILITY,
  instead: "Nothing: the runner gives messages back with it when it stops.",
  run: async (place) => {
    const queue = await openQueue(place, "released", { VisibilityTimeout: "600" });
    await queue.send("order");
    const { ReceiptHandle } = await queue.next();
    await hide(queue, ReceiptHandle, 0);
    return receivesOf(await queue.next("stayed hidden")) === 2 ? undefined : "receive count is not 2";
  },
};

const extended: Case = {
  id: "queues/visibility-extended",
  title: "A visibility timeout changed while a message is in flight counts anew from the change.",
  source: ABOUT_VISIBILITY,
  instead: "Nothing: the heartbeat of a long handler rests on it.",
  run: async (place) => {
    const queue = await openQueue(place, "extended", { VisibilityTimeout: "5" });
    await queue.send("order");
    const { ReceiptHandle } = await queue.next();
    const before = performance.now();
    await hide(queue, ReceiptHandle, 8);
    await queue.next("never came back");
    return performance.now() - before < 8_000 ? "came back early" : undefined;
  },
};

const removedTwice: Case = {
  id: "queues/delete-twice",
  title: "A message deleted a second time with the same receipt handle is no error.",
  source: ABOUT_DELETING,
  instead: "The consumer's deletes take an invalid receipt handle for a message that is gone.",
  run: async (place) => {
    const queue = await openQueue(place, "twice");
    await queue.send("order");
    const message = await queue.next();
    await queue.remove(message);
    await queue.remove(message);
    return undefined;
  },
};

const removedByOldHandle: Case = {
  id: "queues/delete-old-handle",
  title: "A delete with a handle from before the last redelivery succeeds, whether or not it removes the message.",
  source: ABOUT_DELETING,
  instead: "The consumer's deletes take an invalid receipt handle for a message that is gone.",
  run: async (place) => {
    const queue = await openQueue(place, "old-handle", { VisibilityTimeout: "1" });
    await queue.send("order");
    const first = await queue.next();
    await queue.next("never came back");
    await queue.remove(first);
    return undefined;
  },
};

export const visibility: readonly Case[] = [comesBack, released, extended, removedTwice, removedByOldHandle];
