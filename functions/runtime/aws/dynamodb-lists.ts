import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetItemCommand, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import type { Page } from "../ports.ts";
import { type Item, textOf } from "./item.ts";
import { TABLE_KEYS } from "./tables.ts";

const { name: INDEX } = TABLE_KEYS.models.index;
const MOST_ROUNDS = 8;
const PAUSE_MS = 10;

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

/** Items by id, each as it stands; a call answers what it has room for, at least one, and names the rest. */
async function itemsOf(client: DynamoDBClient, table: string, ids: readonly string[]): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  let keys: Item[] = ids.map((id) => ({ id: { S: id } }));
  for (let round = 0; keys.length > 0; round++) {
    if (round === MOST_ROUNDS)
      throw new BugleError("throttled", `${keys.length} rows could not be read`, { help: "read the page again later" });
    if (round > 0) await sleep(PAUSE_MS * 2 ** round);
    const batch = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await client.send(batch);
    for (const item of Responses?.[table] ?? []) items.set(textOf(item, "id"), item);
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}

/** One page of a list, at most 100: its keys from the index, its items from the table. What has left the list since is left out. */
export async function listedItems(client: DynamoDBClient, table: string, request: ListRequest): Promise<Page<Item>> {
  const keys = await keysOf(client, table, request);
  const page = keys.slice(0, request.limit);
  // One that moves within the list may stand in the index twice for a moment.
  const ids = [...new Set(page.map((key) => textOf(key, "id")))];
  const items = await itemsOf(client, table, ids);
  const last = keys.length > page.length ? page.at(-1) : undefined;
  return {
    items: ids.flatMap((id) => {
      const item = items.get(id);
      return item?.["list"]?.S === request.list ? [item] : [];
    }),
    ...(last && { next: textOf(last, "place") }),
  };
}
