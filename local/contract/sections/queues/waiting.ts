import { setTimeout as pause } from "node:timers/promises";
import type { Case } from "../../case.ts";
import { openQueue } from "../../made/queue.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";
const ABOUT_TIMERS = `${GUIDE}/sqs-message-timers.html`;

const delayed: Case = {
  id: "queues/delay",
  title: "A delayed message comes when its delay is over, never before.",
  source: ABOUT_TIMERS,
  instead: "Nothing: timers of up to fifteen minutes rest on it.",
  run: async (place) => {
    const queue = await openQueue(place, "delay");
    const before = performance.now();
    await queue.send("timer", { DelaySeconds: 3 });
    await queue.next();
    return performance.now() - before < 3_000 ? "came early" : undefined;
  },
};

const delayedByDefault: Case = {
  id: "queues/delay-of-queue",
  title: "A message without a delay of its own waits for the queue's.",
  source: `${GUIDE}/sqs-delay-queues.html`,
  instead: "Nothing of Bugle relies on it: a timer says its own delay.",
  run: async (place) => {
    const queue = await openQueue(place, "delay-of-queue", { DelaySeconds: "3" });
    const before = performance.now();
    await queue.send("order");
    await queue.next();
    return performance.now() - before < 3_000 ? "came early" : undefined;
  },
};

const notDelayed: Case = {
  id: "queues/delay-zero",
  title: "A message's own delay of zero is stronger than the queue's.",
  source: ABOUT_TIMERS,
  instead: "Nothing of Bugle relies on it: its queues have no delay.",
  run: async (place) => {
    const queue = await openQueue(place, "delay-zero", { DelaySeconds: "900" });
    await queue.send("order", { DelaySeconds: 0 });
    await queue.next("waited for the queue's delay");
    return undefined;
  },
};

const promptPoll: Case = {
  id: "queues/long-poll",
  title: "A long poll answers as soon as a message is there.",
  source: `${GUIDE}/sqs-short-and-long-polling.html`,
  instead: "Nothing: the runner polls for a second at a time, and an answer at its end would be that late.",
  run: async (place) => {
    const queue = await openQueue(place, "long-poll");
    const poll = queue.receive({ WaitTimeSeconds: 20 });
    await pause(2_000);
    const sent = performance.now();
    const [messages] = await Promise.all([poll, queue.send("order")]);
    if (messages.length === 0) return "answered with nothing";
    return performance.now() - sent < 10_000 ? undefined : "answered only at its end";
  },
};

const abandonedPoll: Case = {
  id: "queues/abandoned-poll",
  title: "A message is hidden when it is returned to a consumer, so that a long poll given up takes none with it.",
  source: `${GUIDE}/sqs-visibility-timeout.html`,
  instead: "The runner polls for a second at a time, and waits for its polls before it ends.",
  run: async (place) => {
    const queue = await openQueue(place, "abandoned-poll", { VisibilityTimeout: "600" });
    const given = new AbortController();
    const poll = queue.receive({ WaitTimeSeconds: 20 }, given.signal).catch(() => []);
    await pause(2_000);
    given.abort();
    await poll;
    await pause(1_000);
    await queue.send("order");
    await queue.next("taken by the poll given up");
    return undefined;
  },
};

export const waiting: readonly Case[] = [delayed, delayedByDefault, notDelayed, promptPoll, abandonedPoll];
