import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Page } from "../ports.ts";
import { itemsById } from "./dynamodb-batch-get.ts";
import { type Item, textOf } from "./item.ts";
import { TABLE_KEYS } from "./tables.ts";

const { name: INDEX } = TABLE_KEYS.models.index;

export interface ListRequest {
  /** Partition of the index. */
  readonly list: string;
  readonly limit: number;
  readonly before?: string | undefined;
}

/** The keys of a list's items, greatest place first: one more than asked for tells whether there is another page. */
async function keysOf(client: DynamoDBClient, table: string, { list, limit, before }: ListRequest): Promise<Item[]> {
  const query = new QueryCommand({
    TableName: table,
    IndexName: INDEX,
    KeyConditionExpression: before === undefined ? "#list = :list" : "#list = :list AND #place < :before",
    ExpressionAttributeNames: { "#list": "list", ...(before !== undefined && { "#place": "place" }) },
    ExpressionAttributeValues: { ":list": { S: list }, ...(before !== undefined && { ":before": { S: before } }) },
    ScanIndexForward: false,
    Limit: limit + 1,
  });
  return (await client.send(query)).Items ?? [];
}

/** One page of a list, at most 100: its keys from the index, its items from the table. What has left the list since is left out. */
export async function listedItems(client: DynamoDBClient, table: string, request: ListRequest): Promise<Page<Item>> {
  const keys = await keysOf(client, table, request);
  const page = keys.slice(0, request.limit);
  // One that moves within the list may stand in the index twice for a moment.
  const ids = [...new Set(page.map((key) => textOf(key, "id")))];
  const items = await itemsById(client, table, ids);
  const last = keys.length > page.length ? page.at(-1) : undefined;
  return {
    items: ids.flatMap((id) => {
      const item = items.get(id);
      return item?.["list"]?.S === request.list ? [item] : [];
    }),
    ...(last && { next: textOf(last, "place") }),
  };
}
