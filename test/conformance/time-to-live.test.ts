import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { dynamodbSnapshots } from "../../functions/runtime/aws/dynamodb-snapshots.ts";
import { fakeTransport } from "./grounds/transport.ts";

const EXPIRES = 1_800_000_000;

function counted() {
  const { config, seen } = fakeTransport(() => ({ body: {} }));
  const client = new DynamoDBClient(config);
  return { client, told: () => seen.map(({ body }) => (body["Item"] as { expires?: unknown }).expires) };
}

it("rows, snapshots and pages of ids that are kept for a time say so in the attribute that the tables' time to live reads", async () => {
  const { client, told } = counted();
  const value = { row: 1, version: 1, n: 1 };
  await dynamodbModels(client, "m").write([{ model: "m", key: "a", value, expected: 0, expires: EXPIRES }]);
  const snapshots = dynamodbSnapshots(client, "s");
  const snapshot = { n: 1, version: 1, time: "", definition: 1, state: 1, ids: [], paged: 0, expires: EXPIRES };
  await snapshots.write("a/b/c", snapshot);
  await snapshots.writePage("a/b/c", 0, { ids: [], until: "", expires: EXPIRES });
  expect(told()).toEqual([{ N: "1800000000" }, { N: "1800000000" }, { N: "1800000000" }]);
});

it("those that are kept for ever say nothing", async () => {
  const { client, told } = counted();
  await dynamodbModels(client, "m").write([{ model: "m", key: "a", value: { row: 1, version: 1, n: 1 }, expected: 0 }]);
  await dynamodbSnapshots(client, "s").writePage("a/b/c", 0, { ids: [], until: "" });
  expect(told()).toEqual([undefined, undefined]);
});
