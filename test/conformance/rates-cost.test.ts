import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { dynamodbRates } from "../../functions/runtime/aws/dynamodb-rates.ts";
import { countCalls } from "../../functions/runtime/testing/count-calls.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";

const NOON = Date.parse("2026-11-21T12:00:00.000Z");
const PACE = { limit: 1, per: 1_000, burst: 3 };

const fullAt = (milliseconds: number): Reply => ({
  body: { Attributes: { full: { N: `${(NOON + milliseconds) * 1_000}` } } },
});
const standing = (milliseconds: number): Reply =>
  refusal("ConditionalCheckFailedException", { Item: { full: { N: `${(NOON + milliseconds) * 1_000}` } } });

function openRates(...replies: Reply[]) {
  const { config, seen } = fakeTransport((_, call) => replies[call - 1] ?? { body: {} });
  const client = new DynamoDBClient(config);
  const counts = countCalls(client);
  const rates = dynamodbRates(client, "keys");
  return { seen, counts, take: (after: number) => rates.take("commerce/order/x", PACE, NOON + after) };
}

it("a token is one update, of one write unit, whether its bucket was full or is being emptied", async () => {
  const { take, counts } = openRates(fullAt(1_000), fullAt(2_000), fullAt(3_000));
  expect([await take(0), await take(0), await take(0)]).toEqual([0, 0, 0]);
  expect(counts.calls).toEqual({ UpdateItem: 3 });
  expect(counts.writeUnits).toBe(3);
});

it("no token is no call, where the bucket is known to be empty", async () => {
  const { take, counts } = openRates(fullAt(3_000));
  expect([await take(0), await take(0), await take(500)]).toEqual([0, 1_000, 500]);
  expect(counts.calls).toEqual({ UpdateItem: 1 });
});

it("a bucket that others have been at takes two updates at most", async () => {
  const { take, seen } = openRates(standing(1_000), fullAt(2_000));
  expect(await take(0)).toBe(0);
  expect(seen.map(({ body }) => body["ConditionExpression"])).toEqual([
    "attribute_not_exists(#full) OR #full < :now",
    "#full BETWEEN :now AND :latest",
  ]);
  const raced = openRates(standing(1_000), standing(2_000));
  expect(await raced.take(0)).toBe(1_000);
  expect(raced.seen).toHaveLength(2);
});

it("a race that is lost twice is run again soon, however slowly the bucket fills", async () => {
  const { config } = fakeTransport((_, call) => standing(call));
  const rates = dynamodbRates(new DynamoDBClient(config), "keys");
  expect(await rates.take("commerce/order/x", { limit: 5, per: 86_400_000 }, NOON)).toBe(1_000);
});

it("a throttle is thrown: nothing is known then", async () => {
  const { take } = openRates(refusal("ThrottlingException"));
  await expect(take(0)).rejects.toMatchObject({ name: "ThrottlingException" });
});
