import { setTimeout as sleep } from "node:timers/promises";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { sqsClient } from "../../functions/runtime/aws/clients/sqs.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { createQueue } from "../conformance/grounds/queues.ts";
import { openForTest } from "../local/engine-fixture.ts";

/** A FIFO queue of an engine; the groups of what is received hide for some seconds. */
async function openOrders() {
  const sqs = sqsClient(localAws((await openForTest()).endpoint));
  onTestFinished(() => sqs.destroy());
  const QueueUrl = await createQueue(sqs, "orders.fifo");
  return {
    send: (body: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: body,
          MessageGroupId: `group-of-${body}`,
          MessageDeduplicationId: body,
        }),
      ),
    poll: async (VisibilityTimeout: number, abortSignal?: AbortSignal) => {
      const query = { QueueUrl, WaitTimeSeconds: 8, VisibilityTimeout, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(query), abortSignal ? { abortSignal } : {});
      return Messages.map(({ Body }) => Body);
    },
  };
}

test("polls that were given up leave a message to the one that still waits beside them", async () => {
  const { send, poll } = await openOrders();
  const givingUp = new AbortController();
  const givenUp = Promise.allSettled([1, 2, 3].map(() => poll(600, givingUp.signal)));
  await sleep(100);
  const waiting = poll(600);
  await sleep(100);
  givingUp.abort();
  expect((await givenUp).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await sleep(50);
  await send("one");
  expect(await waiting).toEqual(["one"]);
});

test("a message that is hidden holds up no other group of its queue", async () => {
  const { send, poll } = await openOrders();
  await send("long");
  expect(await poll(600)).toEqual(["long"]);
  await send("short");
  expect(await poll(1)).toEqual(["short"]);
  expect(await poll(600)).toEqual(["short"]);
});
