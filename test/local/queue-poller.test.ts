import { setTimeout as sleep } from "node:timers/promises";
import { type BatchResultErrorEntry, DeleteMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { pollQueue } from "../../local/runner/queue-poller.ts";

/** Polls a queue that holds one message and answers its removal so; answers the troubles. */
async function troublesOf(failed: Omit<BatchResultErrorEntry, "Id" | "SenderFault">): Promise<unknown[]> {
  const messages = [{ MessageId: "m", Body: "{}", ReceiptHandle: "r" }];
  const removed = Promise.withResolvers<void>();
  const client = {
    send: async (command: object) => {
      if (command instanceof DeleteMessageBatchCommand) {
        removed.resolve();
        return { Failed: [{ Id: "0", SenderFault: true, ...failed }] };
      }
      return messages.length > 0 ? { Messages: messages.splice(0) } : sleep(1, {});
    },
  } as unknown as SQSClient;
  const troubles: unknown[] = [];
  const poller = pollQueue({
    client,
    url: "http://127.0.0.1/000000000000/orders",
    region: "us-east-1",
    handler: async () => ({ batchItemFailures: [] }),
    settled: new Set(),
    trouble: (error) => troubles.push(error),
    signal: new AbortController().signal,
  });
  await removed.promise;
  await poller.stop(1_000);
  return troubles;
}

test("a handled message that cannot be removed is told of", async () => {
  expect(await troublesOf({ Code: "InternalError", Message: "disk full" })).toEqual([
    expect.objectContaining({
      code: "queue-refused",
      message: "1 messages could not be removed: InternalError disk full",
      help: "they come back when their visibility timeout ends",
    }),
  ]);
});

test("a handled message that is gone already is nothing to tell of", async () => {
  expect(await troublesOf({ Code: "ReceiptHandleIsInvalid" })).toEqual([]);
});
