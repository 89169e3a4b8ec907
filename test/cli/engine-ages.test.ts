import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { engineAges } from "../../cli/place/engine-ages.ts";
import { startEngine } from "../conformance/grounds/engine.ts";
import { createQueue, receive } from "../conformance/grounds/queues.ts";
import { localOptions } from "../conformance/grounds/tables.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

it("knows how long the oldest message has waited without receiving it, and counts none that is sent for later", async () => {
  const sqs = new SQSClient(localOptions(engine.endpoint));
  const [waiting, later] = [await createQueue(sqs, "waiting"), await createQueue(sqs, "later")];
  await sqs.send(new SendMessageCommand({ QueueUrl: waiting, MessageBody: "{}" }));
  await sqs.send(new SendMessageCommand({ QueueUrl: later, MessageBody: "{}", DelaySeconds: 900 }));

  const { queues, relays } = await engineAges(engine.endpoint)([waiting, later], []);

  expect([...queues.keys()]).toEqual([waiting]);
  expect(queues.get(waiting)).toBeLessThan(60);
  expect(relays.size).toBe(0);
  const [message] = await receive(sqs, waiting);
  expect(message?.Attributes?.ApproximateReceiveCount).toBe("1");
  sqs.destroy();
});

it("knows nothing of an engine that does not tell", async () => {
  expect((await engineAges("http://127.0.0.1:9")(["http://127.0.0.1:9/0/a"], [])).queues.size).toBe(0);
});
