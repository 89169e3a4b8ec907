import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Keys } from "../ports.ts";
import { boundedId, epochSeconds, textOf } from "./item.ts";
import { putIfFree } from "./put-if-free.ts";

/** Idempotency keys in a DynamoDB table; one past its time counts as free, since TTL removes it days later. */
export function dynamodbKeys(client: DynamoDBClient, table: string, now: () => number = Date.now): Keys {
  return {
    claim: async (key, record, expires) => {
      const standing = await putIfFree(client, {
        TableName: table,
        Item: {
          id: { S: boundedId(key) },
          record: { S: JSON.stringify(record) },
          expires: { N: String(expires) },
        },
        ConditionExpression: "attribute_not_exists(#id) OR #expires < :now",
        ExpressionAttributeNames: { "#id": "id", "#expires": "expires" },
        ExpressionAttributeValues: { ":now": { N: String(epochSeconds(now())) } },
      });
      return standing && JSON.parse(textOf(standing, "record"));
    },
  };
}
