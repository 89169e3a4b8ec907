import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { dynamodbJournal } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { countCalls } from "../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../functions/runtime/testing/fake-tables.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";
import { commitOf, largeCommit } from "./samples.ts";

function counted(reply: Reply, options?: { capacity: boolean }) {
  const { config, seen } = fakeTransport(() => reply);
  const client = new DynamoDBClient(config);
  return { client, seen, counts: countCalls(client, options) };
}

const rowOf = (key: string) => ({ model: "totals", key, value: { row: 1, version: 2, n: 1 }, expected: 1 });

it("an append of a small commit costs one call, one write unit and no read", async () => {
  const { client, counts } = counted({ body: {} });
  await dynamodbJournal(client, "journal").append(commitOf("commerce/order/o-1", 1));
  expect(counts).toMatchObject({ calls: { PutItem: 1 }, total: 1, writeUnits: 1 });
});

it("an append of 10,000 characters costs eleven write units, since units are kilobytes begun", async () => {
  const { client, counts } = counted({ body: {} });
  await dynamodbJournal(client, "journal").append(largeCommit("commerce/order/o-1", 1, 10_000));
  expect(counts).toMatchObject({ calls: { PutItem: 1 }, writeUnits: 11 });
});

it("one row costs one write unit, two rows of a transaction four", async () => {
  const { client, counts } = counted({ body: {} });
  const models = dynamodbModels(client, "models");
  await models.write([rowOf("a")]);
  expect(counts.writeUnits).toBe(1);
  await models.write([rowOf("a"), rowOf("b")]);
  expect(counts).toMatchObject({ calls: { PutItem: 1, TransactWriteItems: 1 }, total: 2, writeUnits: 5 });
});

it("a row costs what it takes zipped once it is over 8 KB, and is read so or as text", async () => {
  const { config, seen } = fakeTransport(fakeTables());
  const client = new DynamoDBClient(config);
  const counts = countCalls(client);
  const models = dynamodbModels(client, "models");
  const row = { levels: Array.from({ length: 5_000 }, (_, i) => ({ price: 10_000 + i })) };
  await models.write([{ ...rowOf("large"), expected: 0, value: { row, version: 1, n: 1 } }]);
  expect(counts.writeUnits).toBeLessThan(20);
  expect((await models.read("totals", "large"))?.row).toEqual(row);
  expect(counts.readUnits).toBeLessThan(5);
  const plain = { id: { S: "totals/plain" }, version: { N: "1" }, n: { N: "1" }, row: { S: JSON.stringify(row) } };
  await client.send(new PutItemCommand({ TableName: "models", Item: plain }));
  expect((await models.read("totals", "plain"))?.row).toEqual(row);
  const text = "x".repeat(8 * 1_024 - 2);
  await models.write([{ ...rowOf("small"), expected: 0, value: { row: text, version: 1, n: 1 } }]);
  expect(seen.at(-1)?.body).toMatchObject({ Item: { row: { S: JSON.stringify(text) } } });
});

it("every try counts, the SDK's own too", async () => {
  const { config } = fakeTransport((_, call) =>
    call < 3 ? refusal("ProvisionedThroughputExceededException") : { body: {} },
  );
  const client = new DynamoDBClient({ ...config, maxAttempts: 3 });
  const counts = countCalls(client);
  await dynamodbJournal(client, "journal").append(commitOf("commerce/order/o-1", 1));
  expect(counts).toMatchObject({ calls: { PutItem: 3 }, writeUnits: 3 });
});

it("the service is asked for its own figures only when wanted", async () => {
  const reply = { body: { ConsumedCapacity: { TableName: "journal", CapacityUnits: 1 } } };
  const plain = counted(reply);
  await dynamodbJournal(plain.client, "journal").append(commitOf("commerce/order/o-1", 1));
  expect(plain.seen[0]?.body["ReturnConsumedCapacity"]).toBeUndefined();
  const asking = counted(reply, { capacity: true });
  await dynamodbJournal(asking.client, "journal").append(commitOf("commerce/order/o-1", 1));
  expect(asking.seen[0]?.body["ReturnConsumedCapacity"]).toBe("TOTAL");
  expect(asking.counts.consumed).toBe(1);
});

it("a consistent read costs one read unit per 4 KB begun, one that need not be consistent half of it", async () => {
  const Item = { id: { S: "i" }, row: { S: "x".repeat(9_000) } };
  const { client, counts } = counted({ body: { Item } });
  const Key = { id: { S: "i" } };
  await client.send(new GetItemCommand({ TableName: "models", Key, ConsistentRead: true }));
  expect(counts.readUnits).toBe(3);
  await client.send(new GetItemCommand({ TableName: "models", Key }));
  expect(counts.readUnits).toBe(4.5);
});
