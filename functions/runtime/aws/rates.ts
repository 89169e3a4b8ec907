import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Rates } from "../ports.ts";
import { lazilyLoaded } from "./lazily.ts";

/** Token buckets, loaded when the first token is taken: most functions take none. */
export function awsRates(client: DynamoDBClient, table: string): Rates {
  const rates = lazilyLoaded(async () => (await import("./dynamodb-rates.ts")).dynamodbRates(client, table));
  return { take: async (bucket, pace, now) => (await rates()).take(bucket, pace, now) };
}
