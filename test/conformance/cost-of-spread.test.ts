import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { countCalls } from "../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../functions/runtime/testing/fake-tables.ts";
import { openCounter, sale, soldOf } from "./counting.ts";
import { fakeTransport } from "./grounds/transport.ts";

const costsOf = async (parts: number) => {
  const client = new DynamoDBClient(fakeTransport(fakeTables()).config);
  const counts = countCalls(client);
  const shelf = { models: dynamodbModels(client, "models"), parts };
  const count = openCounter(shelf, () => 0.7);
  for (const day of [1, 2])
    await count(...Array.from({ length: 10 }, (_, i) => sale(`s-${i}`, day, ["all", `shop ${i}`])));
  const cost = [counts.total, counts.writeUnits, counts.readUnits];
  return [cost, await soldOf(shelf, "all"), counts.calls];
};

it("a batch costs the same calls and units whether its totals are spread or not; a reader reads every part", async () => {
  const cost = [4, 84, 42];
  expect(await costsOf(1)).toEqual([cost, 20, { BatchGetItem: 2, TransactWriteItems: 2, GetItem: 1 }]);
  expect(await costsOf(16)).toEqual([cost, 20, { BatchGetItem: 3, TransactWriteItems: 2 }]);
});
