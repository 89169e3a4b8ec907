import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Attempts } from "../ports.ts";
import { boundedId, epochSeconds, textOf } from "./item.ts";
import { lazilyLoaded } from "./lazily.ts";

const KEPT_FOR = 30 * 24 * 3_600_000;
/** An error's message may be of any length; the item must be written all the same. */
const LONGEST_TEXT = 4_000;

const shortened = (_: string, value: unknown) => (typeof value === "string" ? value.slice(0, LONGEST_TEXT) : value);

/** Attempts in a DynamoDB table, kept 30 days after the last; `now` is in epoch milliseconds. Halts are loaded when first asked for. */
export function dynamodbAttempts(client: DynamoDBClient, table: string, now: () => number = Date.now): Attempts {
  const key = (consumer: string, id: string) => ({ id: { S: `${consumer}/${boundedId(id)}` } });
  const halts = lazilyLoaded(async () => (await import("./dynamodb-halts.ts")).dynamodbHalts(client, table, now));
  return {
    read: async (consumer, id) => {
      const get = new GetItemCommand({ TableName: table, Key: key(consumer, id), ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && JSON.parse(textOf(Item, "attempt"));
    },
    write: async (consumer, id, attempt) => {
      const expires = { N: String(epochSeconds(now() + KEPT_FOR)) };
      const item = { ...key(consumer, id), attempt: { S: JSON.stringify(attempt, shortened) }, expires };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    halts: async (consumer) => (await halts()).halts(consumer),
    halt: async (consumer, id) => (await halts()).halt(consumer, id),
    release: async (consumer, id) => (await halts()).release(consumer, id),
  };
}
