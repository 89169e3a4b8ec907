import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandOutput,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { birthOf } from "../../local/setup/process-life.mjs";
import { openForTest } from "./engine-fixture.ts";

async function openQueue() {
  const { endpoint } = await openForTest();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const sqs = new SQSClient({ endpoint, region: "us-east-1", credentials });
  onTestFinished(() => sqs.destroy());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
  return {
    send: (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })),
    poll: (seconds: number, abortSignal?: AbortSignal): Promise<ReceiveMessageCommandOutput> => {
      const input = { QueueUrl, WaitTimeSeconds: seconds, MessageSystemAttributeNames: ["All" as const] };
      return sqs.send(new ReceiveMessageCommand(input), abortSignal ? { abortSignal } : {});
    },
  };
}

test("a waiting poll receives what is sent later", async () => {
  const { send, poll } = await openQueue();
  const waiting = poll(20);
  await sleep(100);
  await send("one");
  expect((await waiting).Messages?.map(({ Body }) => Body)).toEqual(["one"]);
});

test("a poll that was given up takes no message with it", async () => {
  const { send, poll } = await openQueue();
  const giveUp = new AbortController();
  const abandoned = poll(20, giveUp.signal);
  await sleep(100);
  giveUp.abort();
  await expect(abandoned).rejects.toMatchObject({ name: "AbortError" });
  await sleep(50);

  await send("one");
  const { Messages } = await poll(2);
  expect(Messages).toMatchObject([{ Body: "one", Attributes: { ApproximateReceiveCount: "1" } }]);
});

test("an engine stops although polls are open", async () => {
  const engine = await openForTest();
  const client = new SQSClient({
    endpoint: engine.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "orders" }));
  const settled = Promise.allSettled([client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))]);
  await sleep(100);
  await engine.stop();
  await settled;
  expect(birthOf(engine.pid ?? 0)).toBeUndefined();
});
