import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { consumerEntry } from "../../functions/runtime/aws/entry/consumer.ts";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import { countCalls } from "../../functions/runtime/testing/count-calls.ts";
import { loadBank } from "./bank/simulate.ts";
import { fakeTransport, type Reply, refusal, type Seen } from "./grounds/transport.ts";

const loaded = await loadBank();
const consumers = loaded.manifest.systems.flatMap((system) => system.consumers);
const NOW = new Date().toISOString();

const urlOf = (name: string) => ({ [name]: `http://127.0.0.1/000000000000/${name.replace("/", "-")}` });
const environment = (consumer: string): Environment => ({
  stage: "test",
  system: "bank",
  region: "us-east-1",
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
  queues: urlOf(consumer),
  deadLetterQueues: urlOf(consumer),
  config: { provider: { charge: async () => "c", wire: async () => "w", notify: async () => undefined } },
});

const record = (envelope: Partial<Envelope>): SQSRecord => ({
  messageId: `sqs-${envelope.id}`,
  receiptHandle: "h",
  body: JSON.stringify({
    specversion: "1.0",
    source: "/test",
    kind: "command",
    time: NOW,
    born: NOW,
    correlationid: "r",
    contractversion: 1,
    hops: 0,
    ...envelope,
  }),
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "",
    SenderId: "",
    ApproximateFirstReceiveTimestamp: "",
    MessageGroupId: "g",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "",
  awsRegion: "",
});

const empty = (seen: Seen): Reply => ({ body: seen.operation === "Query" ? { Items: [] } : {} });

/** One consumer's Lambda on a transport that counts. */
function entryOf(name: string, answer = empty) {
  const consumer = consumers.find((candidate) => candidate.name === name);
  if (!consumer) throw new Error(`no consumer ${name}`);
  const { config, seen } = fakeTransport(answer);
  const dynamodb = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const [onDynamodb, onSqs] = [countCalls(dynamodb), countCalls(sqs)];
  const definitions = consumer.handlers.map((handler) => loaded.definitions.get(`bank/${handler.name}`));
  const handle = consumerEntry(
    {
      consumer,
      definitions: definitions.filter((definition) => definition !== undefined),
      config: loaded.configs.get("bank"),
    },
    { environment: environment(name), dynamodb, sqs, log: () => undefined },
  );
  let before = { total: 0, writeUnits: 0 };
  return {
    seen,
    /** Handles one batch and answers what it cost. */
    cost: async (...envelopes: Partial<Envelope>[]) => {
      const failed = await handle({ Records: envelopes.map(record) });
      expect(failed.batchItemFailures).toEqual([]);
      expect(onSqs.total).toBe(0);
      const cost = { calls: onDynamodb.total - before.total, writeUnits: onDynamodb.writeUnits - before.writeUnits };
      before = { total: onDynamodb.total, writeUnits: onDynamodb.writeUnits };
      return cost;
    },
  };
}

const deposit = (id: string, accountId = "a") => ({
  id,
  type: "Deposit",
  data: { accountId, ref: id, amount: 1, mood: "fine" },
});
const deposited = (account: number) =>
  ({
    id: `bank/account/${account}@1.0`,
    kind: "event",
    type: "Deposited",
    stream: `bank/account/${account}`,
    streamversion: 1,
    data: { accountId: String(account), ref: "x", amount: 1 },
  }) as const;

describe("what a message costs, in DynamoDB calls and write units", () => {
  it("a stateless command: one call, one unit, no read", async () => {
    const cash = entryOf("bank/cash");
    expect(await cash.cost({ id: "m1", type: "Cash", data: { ref: "r", accountId: "a", amount: 1 } })).toEqual({
      calls: 1,
      writeUnits: 1,
    });
    expect(cash.seen.map(({ operation }) => operation)).toEqual(["PutItem"]);
  });

  it("a command of a state: one read more when cold, one call and one unit within a second in one process", async () => {
    const account = entryOf("bank/account");
    expect(await account.cost(deposit("m1"))).toEqual({ calls: 2, writeUnits: 1 });
    expect(await account.cost(deposit("m2"))).toEqual({ calls: 1, writeUnits: 1 });
    expect(account.seen.map(({ operation }) => operation)).toEqual(["Query", "PutItem", "PutItem"]);
  });

  it("ten commands of one stream in a batch: one call", async () => {
    const account = entryOf("bank/account");
    await account.cost(deposit("first"));
    const batch = Array.from({ length: 10 }, (_, i) => deposit(`m${i}`));
    const { calls, writeUnits } = await account.cost(...batch);
    expect(calls).toBe(1);
    expect(writeUnits).toBeLessThanOrEqual(4);
  });

  it("an outside effect tried again: one call, one unit; one that is held: two of each", async () => {
    const notify = { id: "m", type: "Notify", data: { ref: "r" } };
    expect(await entryOf("bank/notify").cost(notify)).toEqual({ calls: 1, writeUnits: 1 });
    const wire = entryOf("bank/wire");
    await wire.cost({ id: "m1", type: "Wire", data: { accountId: "a", ref: "r" } });
    expect(await wire.cost({ id: "m2", type: "Wire", data: { accountId: "a", ref: "r" } })).toEqual({
      calls: 2,
      writeUnits: 2,
    });
  });

  it("a duplicate that a warm copy knows: nothing", async () => {
    const account = entryOf("bank/account");
    await account.cost(deposit("m1"));
    expect(await account.cost(deposit("m1"))).toEqual({ calls: 0, writeUnits: 0 });
  });

  it("a duplicate of a stateless command: the one call that finds its commit", async () => {
    const commit = JSON.stringify({
      time: NOW,
      by: "bank/cash",
      version: 0,
      events: [],
      sends: [],
      answers: [{ id: "m1", type: "Cash", sent: NOW, correlationid: "r", hops: 0 }],
    });
    const Item = { stream: { S: "bank/cash/m1" }, n: { N: "1" }, commit: { S: commit } };
    const cash = entryOf("bank/cash", () => refusal("ConditionalCheckFailedException", { Item }));
    expect((await cash.cost({ id: "m1", type: "Cash", data: { ref: "r", accountId: "a", amount: 1 } })).calls).toBe(1);
  });

  it("a read model of one stream: one read and one unit", async () => {
    const balance = entryOf("bank/balance");
    expect(await balance.cost(deposited(1))).toEqual({ calls: 2, writeUnits: 1 });
  });

  it("totals across streams: 2.2 units a message where a batch of ten meets one total", async () => {
    const turnover = entryOf("bank/turnover");
    const { writeUnits } = await turnover.cost(...Array.from({ length: 10 }, (_, i) => deposited(i)));
    expect(writeUnits).toBe(22);
  });

  it("an at-most-once subscriber: nothing in the database", async () => {
    const { config, seen } = fakeTransport(() => ({ body: {} }));
    const sqs = new SQSClient(config);
    const dynamodb = new DynamoDBClient(config);
    const consumer = consumers.find(({ name }) => name === "bank/count-on-deposited");
    const definition = loaded.definitions.get("bank/count-on-deposited");
    if (!consumer || !definition) throw new Error("the bank has no such subscriber");
    const handle = consumerEntry(
      { consumer, definitions: [definition] },
      { environment: environment(consumer.name), dynamodb, sqs, log: () => undefined },
    );
    await handle({ Records: [record(deposited(1))] });
    expect(seen.map(({ operation }) => operation)).toEqual(["DeleteMessageBatch"]);
  });
});
