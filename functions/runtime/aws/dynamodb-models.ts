import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  type Put,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { encodeKey } from "../envelope.ts";
import { pack, unpack } from "../packed.ts";
import type { ReadModels, Row, RowWrite } from "../ports.ts";
import { assertRows } from "../row-writes.ts";
import { itemsById } from "./dynamodb-batch-get.ts";
import { listedItems } from "./dynamodb-lists.ts";
import { epochSeconds, type Item, numberOf, textOf } from "./item.ts";
import { isLostRace } from "./lost-race.ts";

/** Beyond this, bytes saved are worth the time to zip: every batch of facts writes its row whole. */
const PLAIN_BYTES = 8 * 1024;

async function packedRow(row: unknown): Promise<AttributeValue> {
  const packed = await pack(row, PLAIN_BYTES);
  return typeof packed === "string" ? { S: packed } : { B: packed };
}

const rowOf = async (item: Item): Promise<Row> => ({
  row: await unpack(item["row"]?.B ?? textOf(item, "row")),
  version: numberOf(item, "version"),
  n: numberOf(item, "n"),
});

/**
 * Read models in a DynamoDB table, a model named `system/name`; a throttle is thrown, a lost race answered with false.
 * A row past its time counts as absent, since TTL removes it days later; one over 8 KB is zipped.
 */
export function dynamodbModels(client: DynamoDBClient, table: string, now: () => number = Date.now): ReadModels {
  const isLive = ({ expires }: Item) => expires === undefined || Number(expires.N) >= epochSeconds(now());
  const nameOf = (model: string, key: string) => `${model}/${encodeKey(key)}`;
  const idOf = (model: string, key: string) => ({ S: nameOf(model, key) });
  const put = async ({ model, key, value, expected, listed, expires }: RowWrite): Promise<Put> => ({
    TableName: table,
    Item: {
      id: idOf(model, key),
      version: { N: String(value.version) },
      n: { N: String(value.n) },
      row: await packedRow(value.row),
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
  const send = async (writes: readonly RowWrite[]): Promise<unknown> => {
    const [first, ...more] = await Promise.all(writes.map(put));
    if (!first) return;
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
      const live = keys.flatMap((key) => {
        const item = items.get(nameOf(model, key));
        return item && isLive(item) ? [[key, item] as const] : [];
      });
      return new Map(await Promise.all(live.map(async ([key, item]) => [key, await rowOf(item)] as const)));
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
      const rows = await Promise.all(items.filter(isLive).map(rowOf));
      return { items: rows, ...(next !== undefined && { next }) };
    },
  };
}
