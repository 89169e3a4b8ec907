import { ChangeMessageVisibilityBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, test, vi } from "vitest";
import { hold, watchSettled } from "../../local/runner/visibility.ts";

/**
 * A client that sends nothing; answers what it was asked for, as `handle: seconds`.
 * It has been used once: what a client loads at its first command comes in real time, whatever the timers say.
 */
async function recorded() {
  const asked: string[] = [];
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new SQSClient({ region: "us-east-1", endpoint: "http://127.0.0.1:1", credentials });
  client.middlewareStack.add(
    () => async (args) => {
      const { Entries = [] } = args.input as { Entries?: { ReceiptHandle: string; VisibilityTimeout: number }[] };
      asked.push(...Entries.map(({ ReceiptHandle, VisibilityTimeout }) => `${ReceiptHandle}: ${VisibilityTimeout}`));
      return { output: { $metadata: {} }, response: {} };
    },
    { step: "build" },
  );
  await client.send(backOff("first"));
  asked.length = 0;
  return { client, asked };
}

const backOff = (ReceiptHandle: string) =>
  new ChangeMessageVisibilityBatchCommand({
    QueueUrl: "http://127.0.0.1:1/0/q",
    Entries: [{ Id: "0", ReceiptHandle, VisibilityTimeout: 900 }],
  });

afterEach(() => {
  vi.useRealTimers();
});

test("messages stay hidden for as long as their handler runs, and not a beat longer", async () => {
  const { client, asked } = await recorded();
  vi.useFakeTimers();
  const held = hold(client, "http://127.0.0.1:1/0/q", ["a", "b"], new Set());

  await vi.advanceTimersByTimeAsync(8_500);
  held.end();
  await vi.advanceTimersByTimeAsync(20_000);

  expect(asked).toEqual(["a: 10", "b: 10", "a: 10", "b: 10"]);
});

test("a message that its handler has put back is neither hidden again nor released", async () => {
  const [handlers, poller] = [await recorded(), await recorded()];
  vi.useFakeTimers();
  const settled = watchSettled(handlers.client);
  const held = hold(poller.client, "http://127.0.0.1:1/0/q", ["a", "b"], settled);

  await handlers.client.send(backOff("a"));
  await vi.advanceTimersByTimeAsync(4_500);
  await held.release();

  expect(poller.asked).toEqual(["b: 10", "b: 0"]);
});
