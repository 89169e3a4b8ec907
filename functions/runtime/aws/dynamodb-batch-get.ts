import { setTimeout as sleep } from "node:timers/promises";
import { BatchGetItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import { type Item, textOf } from "./item.ts";

const MOST_ROUNDS = 8;
const PAUSE_MS = 10;
const BATCH = 100;

/** A call answers what it has room for, at least one item, and names the rest. */
async function batchOf(client: DynamoDBClient, table: string, ids: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  let keys: Item[] = ids.map((id) => ({ id: { S: id } }));
  for (let round = 0; keys.length > 0; round++) {
    if (round === MOST_ROUNDS)
      throw new BugleError("throttled", `${keys.length} rows could not be read`, { help: "read them again later" });
    if (round > 0) await sleep(PAUSE_MS * 2 ** round);
    const batch = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await client.send(batch);
    items.push(...(Responses?.[table] ?? []));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}

/** Items by id, each as it stands, a hundred in a call; those that do not exist are left out. */
export async function itemsById(
  client: DynamoDBClient,
  table: string,
  ids: readonly string[],
): Promise<Map<string, Item>> {
  const items: Item[] = [];
  for (let from = 0; from < ids.length; from += BATCH)
    items.push(...(await batchOf(client, table, ids.slice(from, from + BATCH))));
  return new Map(items.map((item) => [textOf(item, "id"), item]));
}
