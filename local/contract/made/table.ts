import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { Place } from "../place.ts";

export type Item = Record<string, AttributeValue>;

/** A table whose items have the key of a journal: `id` and `n`. */
export interface Table {
  readonly name: string;
  readonly streamArn: string;
  readonly client: DynamoDBClient;
  readonly put: (item: Item, more?: Partial<PutItemCommandInput>) => Promise<PutItemCommandOutput>;
  /** Items with this id. */
  readonly query: (id: string, more?: Partial<QueryCommandInput>) => Promise<QueryCommandOutput>;
}

const READY_MS = 60_000;

/** Makes an on-demand table, waits until it is there, and leaves its removal to the place. */
export async function openTable(place: Place, more: Partial<CreateTableCommandInput> = {}): Promise<Table> {
  const client = place.client(DynamoDBClient);
  const name = place.name("journal");
  place.undo(() => client.send(new DeleteTableCommand({ TableName: name })));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "n", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "n", AttributeType: "N" },
      ],
      ...more,
    }),
  );
  let streamArn = "";
  await place.until(async () => {
    const { Table: described } = await client.send(new DescribeTableCommand({ TableName: name }));
    streamArn = described?.LatestStreamArn ?? "";
    return described?.TableStatus === "ACTIVE";
  }, READY_MS);
  return {
    name,
    streamArn,
    client,
    put: (item, how) => client.send(new PutItemCommand({ TableName: name, Item: item, ...how })),
    query: (id, how) =>
      client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: "id = :id",
          ExpressionAttributeValues: { ":id": { S: id } },
          ...how,
        }),
      ),
  };
}

/** An item with the key of a journal. */
export const item = (id: string, n: number, more: Item = {}): Item => ({
  id: { S: id },
  n: { N: String(n) },
  ...more,
});
