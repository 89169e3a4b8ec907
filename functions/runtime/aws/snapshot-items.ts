import { type AttributeValue, type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { MAX_ITEM_BYTES } from "../stored-commit.ts";
import { type Item, isNamed } from "./item.ts";

/** What an item can hold beside its keys. */
export const BODY_BYTES = MAX_ITEM_BYTES - 4 * 1024;

interface Write {
  readonly stream: string;
  readonly part: string;
  readonly body: string | Uint8Array;
  readonly expires?: number | undefined;
}

/** An item of the table of snapshots as written and read: what was packed, under its stream and its part. */
export interface SnapshotItems {
  read(stream: string, part: string): Promise<{ n: number; body: string | Uint8Array } | undefined>;
  write(item: Write): Promise<void>;
  /** Answers false where one of a later commit stands, with `<` of the same commit too. */
  writeNewer(item: Write & { readonly n: number }, standing: "<" | "<="): Promise<boolean>;
}

const attributeOf = (body: string | Uint8Array): AttributeValue =>
  typeof body === "string" ? { S: body } : { B: body };

const itemOf = ({ stream, part, body, expires }: Write): Item => ({
  stream: { S: stream },
  part: { S: part },
  body: attributeOf(body),
  ...(expires !== undefined && { expires: { N: String(expires) } }),
});

export function snapshotItems(client: DynamoDBClient, table: string): SnapshotItems {
  return {
    read: async (stream, part) => {
      const key = { stream: { S: stream }, part: { S: part } };
      // A page missed by a stale read would let a duplicate through.
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
      const body = Item?.["body"]?.B ?? Item?.["body"]?.S;
      return body === undefined ? undefined : { n: Number(Item?.["n"]?.N), body };
    },
    write: async (item) => {
      await client.send(new PutItemCommand({ TableName: table, Item: itemOf(item) }));
    },
    writeNewer: async (item, standing) => {
      const n = { N: String(item.n) };
      const put = new PutItemCommand({
        TableName: table,
        Item: { ...itemOf(item), n },
        ConditionExpression: `attribute_not_exists(#n) OR #n ${standing} :n`,
        ExpressionAttributeNames: { "#n": "n" },
        ExpressionAttributeValues: { ":n": n },
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (isNamed(error, "ConditionalCheckFailedException")) return false;
        throw error;
      }
    },
  };
}
