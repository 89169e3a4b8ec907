import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openFifoQueue, openQueue } from "../../made/queue.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";
const ABOUT_SENDING = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html";

const grouped: Case = {
  id: "fifo/group-required",
  title: "A message without a group is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: it always gives a group.",
  run: async (place) => {
    const queue = await openFifoQueue(place, "group");
    return unlessRefused(queue.send("order", { MessageDeduplicationId: "one" }), "MissingParameter");
  },
};

const noOwnDelay: Case = {
  id: "fifo/delay-of-message",
  title: "A message's own delay is refused.",
  source: ABOUT_SENDING,
  instead: "Nothing of Bugle relies on it: the timer of a FIFO receiver passes through a standard queue.",
  run: async (place) => {
    const queue = await openFifoQueue(place, "delay");
    const fields = { MessageGroupId: "A", MessageDeduplicationId: "one", DelaySeconds: 5 };
    return unlessRefused(queue.send("timer", fields), "InvalidParameterValue");
  },
};

const sameType: Case = {
  id: "fifo/dead-letter-type",
  title: "A standard queue as the dead-letter queue of a FIFO queue is refused.",
  source: `${GUIDE}/sqs-dead-letter-queues.html`,
  instead: "Nothing of Bugle relies on it: a FIFO queue's dead-letter queue is made FIFO.",
  run: async (place) => {
    const { arn } = await openQueue(place, "standard-dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 });
    return unlessRefused(openFifoQueue(place, "source", { RedrivePolicy }), "InvalidParameterValue");
  },
};

const deadLettered: Case = {
  id: "fifo/dead-letter",
  title:
    "A message received as often as maxReceiveCount says goes to the dead-letter queue with its group, which goes on.",
  source: `${GUIDE}/sqs-dead-letter-queues.html`,
  instead: "The consumer counts attempts itself and sends dead letters with their reason; this is only a net.",
  run: async (place) => {
    const dead = await openFifoQueue(place, "dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    const source = await openFifoQueue(place, "source", { RedrivePolicy, VisibilityTimeout: "1" });
    for (const body of ["A1", "A2"]) await source.send(body, { MessageGroupId: "A", MessageDeduplicationId: body });
    const seen: (string | undefined)[] = [];
    const goneOn = await place.until(async () => {
      seen.push(...(await source.receive({ MaxNumberOfMessages: 1 })).map(({ Body }) => Body));
      return seen.includes("A2");
    }, 20_000);
    if (!goneOn) return "the group does not go on";
    const { Body, Attributes } = await dead.next("never dead-lettered");
    return Body === "A1" && Attributes?.["MessageGroupId"] === "A" ? undefined : "the group is lost";
  },
};

export const rules: readonly Case[] = [grouped, noOwnDelay, sameType, deadLettered];
