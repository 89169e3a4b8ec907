import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";
import { assertStream, restoreCommit, storeCommit } from "../stored-commit.ts";
import { type Item, numberOf, textOf } from "./item.ts";
import { putIfFree } from "./put-if-free.ts";

/** The item of a commit; throws Terminal `commit-too-large` or `stream-too-long`. */
export function itemOf(commit: Commit): Item {
  return {
    stream: { S: commit.stream },
    n: { N: String(commit.n) },
    commit: { S: storeCommit(commit) },
    ...(commit.expires !== undefined && { expires: { N: String(commit.expires) } }),
  };
}

/** The commit of an item, or of the new image in a stream record. */
export const commitOf = (item: Item): Commit =>
  restoreCommit(textOf(item, "stream"), numberOf(item, "n"), textOf(item, "commit"));

/** Facts in a DynamoDB table: an append is one conditional put, and answers a lost race without another read. */
export function dynamodbJournal(client: DynamoDBClient, table: string): Journal {
  const query = (stream: string, after: number, more: Partial<QueryCommandInput>) => {
    assertStream(stream);
    return client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "#stream = :stream AND #n > :after",
        ExpressionAttributeNames: { "#stream": "stream", "#n": "n" },
        ExpressionAttributeValues: { ":stream": { S: stream }, ":after": { N: String(after) } },
        ...more,
      }),
    );
  };
  return {
    read: async (stream, after, limit) => {
      const commits: Commit[] = [];
      let start: Item | undefined;
      do {
        const page = await query(stream, after, {
          ...(start && { ExclusiveStartKey: start }),
          ...(limit !== undefined && { Limit: limit }),
        });
        commits.push(...(page.Items ?? []).map(commitOf));
        start = page.LastEvaluatedKey;
      } while (start && limit === undefined);
      return commits;
    },
    tail: async (stream, limit) => {
      const { Items = [] } = await query(stream, 0, { ScanIndexForward: false, Limit: limit });
      return Items.map(commitOf).reverse();
    },
    append: async (commit) => {
      const standing = await putIfFree(client, {
        TableName: table,
        Item: itemOf(commit),
        ConditionExpression: "attribute_not_exists(#stream)",
        ExpressionAttributeNames: { "#stream": "stream" },
      });
      return standing && commitOf(standing);
    },
  };
}
