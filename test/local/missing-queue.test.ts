import { setTimeout as sleep } from "node:timers/promises";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterEach, expect, test, vi } from "vitest";
import { missingQueue } from "../../local/runner/missing-queue.ts";
import { pollQueue } from "../../local/runner/queue-poller.ts";

afterEach(() => vi.useRealTimers());

const gone = Object.assign(new Error("no such queue"), { name: "QueueDoesNotExist" });
const url = "http://127.0.0.1/000000000000/orders";

test("a queue that stays away for longer than a deploy takes is told of with a way out", () => {
  vi.useFakeTimers();
  const missing = missingQueue(url);
  expect(missing(gone)).toBeUndefined();
  vi.advanceTimersByTime(29_999);
  expect(missing(gone)).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(missing(gone)).toMatchObject({
    code: "queue-lost",
    message: "The queue orders is gone, and with it what is sent to it.",
    help: "End this run, clear the engine with `npm run reset`, and start again.",
    cause: gone,
  });
});

test("a queue that is back is polled again, and nothing is said of it", async () => {
  const message = { MessageId: "m", Body: "back", ReceiptHandle: "r" };
  const replies = [() => Promise.reject(gone), async () => ({ Messages: [message] })];
  const client = { send: () => replies.shift()?.() ?? sleep(1, {}) } as unknown as SQSClient;
  const troubles: unknown[] = [];
  let poller: ReturnType<typeof pollQueue> | undefined;
  const body = await new Promise((received) => {
    poller = pollQueue({
      client,
      url,
      region: "us-east-1",
      handler: async ({ Records }: SQSEvent) => {
        received(Records[0]?.body);
        return { batchItemFailures: [] };
      },
      settled: new Set(),
      trouble: (error) => troubles.push(error),
      signal: new AbortController().signal,
    });
  });
  await poller?.stop(1_000);
  expect([body, troubles]).toEqual(["back", []]);
});
