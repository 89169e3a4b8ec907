import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamodbAttempts } from "../../../functions/runtime/aws/dynamodb-attempts.ts";
import { dynamodbJournal } from "../../../functions/runtime/aws/dynamodb-journal.ts";
import { dynamodbKeys } from "../../../functions/runtime/aws/dynamodb-keys.ts";
import { dynamodbModels } from "../../../functions/runtime/aws/dynamodb-models.ts";
import { dynamodbRates } from "../../../functions/runtime/aws/dynamodb-rates.ts";
import { dynamodbSnapshots } from "../../../functions/runtime/aws/dynamodb-snapshots.ts";
import { dynamodbTrace } from "../../../functions/runtime/aws/dynamodb-trace.ts";
import { TABLE_KEYS, type TableKeys } from "../../../functions/runtime/aws/tables.ts";
import type { Stores } from "../samples.ts";

export const localOptions = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

const schema = (keys: readonly TableKeys["partition"][]) =>
  keys.map(([AttributeName], i) => ({ AttributeName, KeyType: i === 0 ? ("HASH" as const) : ("RANGE" as const) }));

const indexes = ({ name, partition, sort }: NonNullable<TableKeys["index"]>) => [
  {
    IndexName: name,
    KeySchema: schema([partition, sort]),
    Projection: { ProjectionType: "KEYS_ONLY" as const },
  },
];

async function createTable(client: DynamoDBClient, name: string, { partition, sort, index }: TableKeys): Promise<void> {
  const keys = [partition, ...(sort ? [sort] : [])];
  const all = [...keys, ...(index ? [index.partition, index.sort] : [])];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: all.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      KeySchema: schema(keys),
      ...(index && { GlobalSecondaryIndexes: indexes(index) }),
    }),
  );
}

/** The AWS stores on tables of their own at a local endpoint. */
export async function openTables(endpoint: string, name = "conformance"): Promise<Stores & { client: DynamoDBClient }> {
  const client = new DynamoDBClient(localOptions(endpoint));
  const prefix = `${name}-${process.pid}`;
  for (const [part, keys] of Object.entries(TABLE_KEYS)) await createTable(client, `${prefix}-${part}`, keys);
  const table = (part: keyof typeof TABLE_KEYS) => `${prefix}-${part}`;
  return {
    client,
    journal: dynamodbJournal(client, table("journal")),
    snapshots: dynamodbSnapshots(client, table("snapshots")),
    attempts: dynamodbAttempts(client, table("attempts")),
    rates: dynamodbRates(client, table("keys")),
    models: dynamodbModels(client, table("models")),
    keys: dynamodbKeys(client, table("keys")),
    trace: dynamodbTrace(client, table("trace")),
  };
}
