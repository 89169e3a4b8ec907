import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { IdPage, Snapshot, Snapshots } from "../ports.ts";
import { type Item, isNamed } from "./item.ts";
import { pack, unpack } from "./packed.ts";

const expiry = ({ expires }: { readonly expires?: number }): Item =>
  expires === undefined ? {} : { expires: { N: String(expires) } };

const pagePart = (page: number): string => `ids/${page}`;

/** Snapshots and pages of ids in a DynamoDB table of their own; a snapshot never goes back. */
export function dynamodbSnapshots(client: DynamoDBClient, table: string): Snapshots {
  const read = async <T>(stream: string, part: string): Promise<T | undefined> => {
    const key = { stream: { S: stream }, part: { S: part } };
    // A page missed by a stale read would let a duplicate through.
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && unpack<T>(Item["body"]);
  };
  return {
    read: (stream) => read<Snapshot>(stream, "snapshot"),
    write: async (stream, snapshot) => {
      const body = await pack(snapshot, `the snapshot of ${stream}`);
      const n = { N: String(snapshot.n) };
      const put = new PutItemCommand({
        TableName: table,
        Item: { stream: { S: stream }, part: { S: "snapshot" }, n, body, ...expiry(snapshot) },
        ConditionExpression: "attribute_not_exists(#n) OR #n < :n",
        ExpressionAttributeNames: { "#n": "n" },
        ExpressionAttributeValues: { ":n": n },
      });
      await client.send(put).catch((error) => {
        if (!isNamed(error, "ConditionalCheckFailedException")) throw error;
      });
    },
    readPage: (stream, page) => read<IdPage>(stream, pagePart(page)),
    writePage: async (stream, page, content) => {
      const body = await pack(content, `page ${page} of the ids of ${stream}`);
      const item = { stream: { S: stream }, part: { S: pagePart(page) }, body, ...expiry(content) };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
  };
}
