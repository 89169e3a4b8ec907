import {
  type DynamoDBClient,
  GetItemCommand,
  type Put,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { encodeKey } from "../envelope.ts";
import type { ReadModels, Row, RowWrite } from "../ports.ts";
import { assertRows } from "../row-writes.ts";
import { itemsById } from "./dynamodb-batch-get.ts";
import { listedItems } from "./dynamodb-lists.ts";
import { epochSeconds, type Item, numberOf, textOf } from "./item.ts";
import { isLostRace } from "./lost-race.ts";

const rowOf = (item: Item): Row => ({
  row: JSON.parse(textOf(item, "row")),
  version: numberOf(item, "version"),
  n: numberOf(item, "n"),
});

/**
 * Read models in a DynamoDB table, a model named `system/name`; a throttle is thrown, a lost race answered with false.
 * A row past its time counts as absent, since TTL removes it days later.
 */
export function dynamodbModels(client: DynamoDBClient, table: string, now: () => number = Date.now): ReadModels {
  const isLive = ({ expires }: Item) => expires === undefined || Number(expires.N) >= epochSeconds(now());
  const nameOf = (model: string, key: string) => `${model}/${encodeKey(key)}`;
  const idOf = (model: string, key: string) => ({ S: nameOf(model, key) });
  const put = ({ model, key, value, expected, listed, expires }: RowWrite): Put => ({
    TableName: table,
    Item: {
      id: idOf(model, key),
      version: { N: String(value.version) },
      n: { N: String(value.n) },
      row: { S: JSON.stringify(value.row) },
      ...(listed && { list: idOf(model, listed.list), place: { S: listed.place } }),
      ...(expires !== undefined && { expires: { N: String(expires) } }),
    },
    ...(expected === 0
      ? {
          ConditionExpression: "attribute_not_exists(#id) OR #expires < :now",
          ExpressionAttributeNames: { "#id": "id", "#expires": "expires" },
          ExpressionAttributeValues: { ":now": { N: String(epochSeconds(now())) } },
        }
      : {
          ConditionExpression: "#version = :expected",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":expected": { N: String(expected) } },
        }),
  });
  const send = (writes: readonly RowWrite[]): Promise<unknown> => {
    const [first, ...more] = writes.map(put);
    if (!first) return Promise.resolve();
    if (more.length === 0) return client.send(new PutItemCommand(first));
    return client.send(new TransactWriteItemsCommand({ TransactItems: [first, ...more].map((Put) => ({ Put })) }));
  };
  return {
    read: async (model, key) => {
      const get = new GetItemCommand({ TableName: table, Key: { id: idOf(model, key) }, ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && isLive(Item) ? rowOf(Item) : undefined;
    },
    readMany: async (model, keys) => {
      const items = await itemsById(
        client,
        table,
        keys.map((key) => nameOf(model, key)),
      );
      return new Map(
        keys.flatMap((key) => {
          const item = items.get(nameOf(model, key));
          return item && isLive(item) ? [[key, rowOf(item)] as const] : [];
        }),
      );
    },
    write: async (writes) => {
      assertRows(writes);
      try {
        await send(writes);
        return true;
      } catch (error) {
        if (isLostRace(error)) return false;
        throw error;
      }
    },
    list: async (model, list, page) => {
      const { items, next } = await listedItems(client, table, { list: nameOf(model, list), ...page });
      return { items: items.filter(isLive).map(rowOf), ...(next !== undefined && { next }) };
    },
  };
}
