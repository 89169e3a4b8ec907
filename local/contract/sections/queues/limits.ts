import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openQueue } from "../../made/queue.ts";

const ABOUT_LIMITS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html";
const ABOUT_ATTRIBUTES =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html";
const ABOUT_SENDING = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html";
const MIB = 1_048_576;

const text = (StringValue: string) => ({ DataType: "String", StringValue });

const largest: Case = {
  id: "queues/size",
  title: "A message of 1 MiB is taken, and one of a byte more is refused.",
  source: ABOUT_LIMITS,
  instead: "Nothing of Bugle relies on it: it refuses a message of more than 256 KiB where it is made.",
  run: async (place) => {
    const queue = await openQueue(place, "size");
    await queue.send("x".repeat(MIB));
    return unlessRefused(queue.send("x".repeat(MIB + 1)), "InvalidParameterValue");
  },
};

const attributesCount: Case = {
  id: "queues/size-of-attributes",
  title: "Names, types and values of message attributes count towards a message's 1 MiB.",
  source: ABOUT_ATTRIBUTES,
  instead: "Nothing: the consumer cuts a dead letter's reason to what its body leaves of 1 MiB.",
  run: async (place) => {
    const queue = await openQueue(place, "attributes-size");
    const send = queue.send("x".repeat(MIB - 10), { MessageAttributes: { reason: text("y".repeat(100)) } });
    return unlessRefused(send, "InvalidParameterValue");
  },
};

const tenAttributes: Case = {
  id: "queues/ten-attributes",
  title: "A message with ten attributes is taken, and one with eleven is refused.",
  source: ABOUT_LIMITS,
  instead: "Nothing of Bugle relies on it: a dead letter's reason is one attribute.",
  run: async (place) => {
    const queue = await openQueue(place, "attributes");
    const withSome = (count: number) =>
      queue.send("order", {
        MessageAttributes: Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, text("v")])),
      });
    await withSome(10);
    return unlessRefused(withSome(11), "InvalidParameterValue", "InvalidMessageContents");
  },
};

const characters: Case = {
  id: "queues/characters",
  title: "A message with a character that XML forbids is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: it sends such a character as a JSON escape.",
  run: async (place) => {
    const queue = await openQueue(place, "characters");
    return unlessRefused(queue.send("a\u0001b"), "InvalidMessageContents");
  },
};

const longestDelay: Case = {
  id: "queues/delay-limit",
  title: "A delay of 15 minutes is taken, and one of a second more is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: a timer beyond 15 minutes is a schedule.",
  run: async (place) => {
    const queue = await openQueue(place, "delay-limit");
    await queue.send("timer", { DelaySeconds: 900 });
    return unlessRefused(queue.send("timer", { DelaySeconds: 901 }), "InvalidParameterValue");
  },
};

export const limits: readonly Case[] = [largest, attributesCount, tenAttributes, characters, longestDelay];
