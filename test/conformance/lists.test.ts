import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";

const keyOf = (place: string) => ({ id: { S: `m/${place}` }, list: { S: "m/l" }, place: { S: place } });
const itemOf = (place: string, list = "m/l") => ({
  ...keyOf(place),
  list: { S: list },
  version: { N: "1" },
  n: { N: "1" },
  row: { S: JSON.stringify(place) },
});

const batch = (places: readonly string[], left: readonly string[]): Reply => ({
  body: {
    Responses: { models: places.map((place) => itemOf(place)) },
    UnprocessedKeys: left.length > 0 ? { models: { Keys: left.map((place) => ({ id: { S: `m/${place}` } })) } } : {},
  },
});

function modelsOf(...replies: Reply[]) {
  const { config, seen } = fakeTransport((_, call) => replies[call - 1] ?? refusal("TooManyCalls"));
  return { models: dynamodbModels(new DynamoDBClient(config), "models"), seen };
}

const index = (...places: string[]): Reply => ({ body: { Items: places.map(keyOf) } });

it("one page of a list is a query of the index for one key more, and a consistent read of the items", async () => {
  const { models, seen } = modelsOf(index("c", "b", "a"), batch(["b", "c"], []));
  const page = await models.list("m", "l", { limit: 2 });
  expect(page).toMatchObject({ items: [{ row: "c" }, { row: "b" }], next: "b" });
  expect(seen.map(({ operation }) => operation)).toEqual(["Query", "BatchGetItem"]);
  expect(seen[0]?.body).toMatchObject({ IndexName: "lists", Limit: 3, ScanIndexForward: false });
  const keys = [{ id: { S: "m/c" } }, { id: { S: "m/b" } }];
  expect(seen[1]?.body).toEqual({ RequestItems: { models: { Keys: keys, ConsistentRead: true } } });
});

it("an empty list is one call", async () => {
  const { models, seen } = modelsOf(index());
  expect(await models.list("m", "l", { limit: 2 })).toEqual({ items: [] });
  expect(seen).toHaveLength(1);
});

it("items that a call had no room for are asked for again, and the order is kept", async () => {
  const { models } = modelsOf(index("c", "b", "a"), batch(["b"], ["a", "c"]), batch(["a"], ["c"]), batch(["c"], []));
  const { items } = await models.list("m", "l", { limit: 3 });
  expect(items.map(({ row }) => row)).toEqual(["c", "b", "a"]);
});

it("an item that has left the list or gone since the index was written is left out", async () => {
  const moved: Reply = { body: { Responses: { models: [itemOf("c", "m/other"), itemOf("a")] }, UnprocessedKeys: {} } };
  const { models } = modelsOf(index("c", "b", "a"), moved);
  expect(await models.list("m", "l", { limit: 3 })).toMatchObject({ items: [{ row: "a" }] });
});

it("many rows are one consistent read of a hundred keys, and of what a call had no room for", async () => {
  const places = Array.from({ length: 150 }, (_, i) => `k${i}`);
  const [some, rest] = [places.slice(0, 60), places.slice(60, 100)];
  const { models, seen } = modelsOf(batch(some, rest), batch(rest, []), batch(places.slice(100), []));
  expect((await models.readMany("m", places)).size).toBe(150);
  const asked = seen.map(({ body }) => (body["RequestItems"] as { models: { Keys: unknown[] } }).models.Keys.length);
  expect(asked).toEqual([100, 40, 50]);
});

it("a throttle is thrown", async () => {
  const { models } = modelsOf(refusal("ThrottlingException"));
  await expect(models.list("m", "l", { limit: 3 })).rejects.toMatchObject({ name: "ThrottlingException" });
});
