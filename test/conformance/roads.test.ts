import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";
import { envelopeOf } from "./samples.ts";

const tables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };
const environment: Environment = {
  stage: "test",
  system: "commerce",
  region: "us-east-1",
  tables,
  topic: "arn:aws:sns:us-east-1:000000000000:facts",
  bus: "house",
  queues: {
    "commerce/email": "https://sqs.us-east-1.amazonaws.com/000000000000/email",
    "commerce/order": "https://sqs.us-east-1.amazonaws.com/000000000000/order.fifo",
  },
  deadLetterQueues: {},
  retryQueue: "https://sqs.us-east-1.amazonaws.com/000000000000/retry",
  config: {},
};

const sent: Reply = { body: "<PublishBatchResponse><PublishBatchResult></PublishBatchResult></PublishBatchResponse>" };
const failedAt = (id: number): Reply => ({
  body: `<PublishBatchResponse><PublishBatchResult><Failed><member><Id>${id}</Id><Code>InternalError</Code><Message>try again</Message><SenderFault>false</SenderFault></member></Failed></PublishBatchResult></PublishBatchResponse>`,
});
const denied: Reply = {
  status: 403,
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not allowed</Message></Error></ErrorResponse>",
};

function open(sns: (call: number) => Reply, json: Reply = { body: { FailedEntryCount: 0, Entries: [] } }) {
  const topic = fakeTransport((_, call) => sns(call));
  const rest = fakeTransport(() => json);
  const clients = {
    sns: new SNSClient(topic.config),
    sqs: new SQSClient({ ...rest.config, md5: false }),
    eventbridge: new EventBridgeClient(rest.config),
  };
  const roads = awsRoads(environment, { public: ["OrderShipped"] }, clients);
  return { roads, published: topic.seen, asked: rest.seen };
}

const entry = (i: number, field: string) => `PublishBatchRequestEntries.member.${i}.${field}`;
const envelopes = (count: number, text = "") =>
  Array.from({ length: count }, (_, i) => envelopeOf(`commerce/order/o-1@${i + 1}.0`, { data: { text } }));

describe("publishing", () => {
  it("sends batches of ten, with nothing but what filters and traces need beside the envelope", async () => {
    const { roads, published } = open(() => sent);
    expect(await roads.publish(envelopes(12).map((each) => ({ ...each, traceparent: "00-aa-bb-01" })))).toEqual([]);
    expect(published.map(({ body }) => [body[entry(10, "Id")], body[entry(2, "Id")]])).toEqual([
      ["9", "1"],
      [undefined, "1"],
    ]);
    const attributes = Object.entries(published[0]?.body ?? {}).filter(
      ([name]) => name.includes("member.1.MessageAttributes") && !name.endsWith("DataType"),
    );
    expect(attributes.map(([, value]) => value)).toEqual([
      "type",
      "OrderSubmitted",
      "streamkind",
      "commerce/order",
      "traceparent",
      "00-aa-bb-01",
    ]);
  });

  it("cuts batches at 256 KiB, and answers a message over that without sending it", async () => {
    const { roads, published } = open(() => sent);
    const [huge] = envelopes(1, "x".repeat(262_144));
    const failures = await roads.publish([...envelopes(3, "ü".repeat(50_000)), { ...huge!, id: "huge" }]);
    expect(published.map(({ body }) => Object.keys(body).filter((name) => name.endsWith(".Id")).length)).toEqual([
      2, 1,
    ]);
    expect(failures.map(({ id, reason }) => [id, reason.split(":")[0]])).toEqual([["huge", "message-too-large"]]);
  });

  it("answers the one entry that was refused, by its envelope's id", async () => {
    const { roads } = open(() => failedAt(1));
    const failures = await roads.publish(envelopes(3));
    expect(failures).toEqual([{ id: "commerce/order/o-1@2.0", reason: "InternalError: try again" }]);
  });

  it("answers all of a call that failed when another went, and throws when none went", async () => {
    const { roads } = open((call) => (call === 1 ? denied : sent));
    expect((await roads.publish(envelopes(11))).map(({ id }) => id)).toEqual(envelopes(10).map(({ id }) => id));
    const shut = open(() => denied, refusal("AccessDeniedException"));
    await expect(shut.roads.publish(envelopes(11))).rejects.toMatchObject({ message: "not allowed" });
  });
});

describe("public events", () => {
  const shipped = envelopeOf("commerce/order/o-1@7.0", { type: "OrderShipped" });

  it("go to the bus as well, whole, and the others do not", async () => {
    const { roads, asked } = open(() => sent);
    await roads.publish([...envelopes(1), shipped]);
    const time = 1_795_255_200;
    const Detail = JSON.stringify(shipped);
    const Entries = [
      { EventBusName: "house", Source: "bugle.commerce", DetailType: "OrderShipped", Detail, Time: time },
    ];
    expect(asked).toEqual([{ operation: "PutEvents", body: { Entries } }]);
  });

  it("that the bus refused are answered, though the call succeeded", async () => {
    const Entries = [{ ErrorCode: "ThrottlingException", ErrorMessage: "slow down" }];
    const { roads } = open(() => sent, { body: { FailedEntryCount: 1, Entries } });
    expect(await roads.publish([shipped])).toEqual([{ id: shipped.id, reason: "ThrottlingException: slow down" }]);
  });

  it("are answered and not thrown when only the bus is out of reach, and once when both refuse", async () => {
    const { roads } = open(() => sent, refusal("AccessDeniedException"));
    expect((await roads.publish([...envelopes(1), shipped])).map(({ id }) => id)).toEqual([shipped.id]);
    const both = open(() => failedAt(0), refusal("AccessDeniedException"));
    expect((await both.roads.publish([shipped])).map(({ id }) => id)).toEqual([shipped.id]);
  });
});
