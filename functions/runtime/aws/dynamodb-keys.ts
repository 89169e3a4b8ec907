import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Keys } from "../ports.ts";
import { boundedId, epochSeconds, type Item, isNamed, textOf } from "./item.ts";

/** Idempotency keys in a DynamoDB table; one past its time counts as free, since TTL removes it days later. */
export function dynamodbKeys(client: DynamoDBClient, table: string, now: () => number = Date.now): Keys {
  return {
    claim: async (key, record, expires) => {
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          id: { S: boundedId(key) },
          record: { S: JSON.stringify(record) },
          expires: { N: String(expires) },
        },
        ConditionExpression: "attribute_not_exists(#id) OR #expires < :now",
        ExpressionAttributeNames: { "#id": "id", "#expires": "expires" },
        ExpressionAttributeValues: { ":now": { N: String(epochSeconds(now())) } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        await client.send(put);
        return undefined;
      } catch (error) {
        const standing = (error as { Item?: Item }).Item;
        if (isNamed(error, "ConditionalCheckFailedException") && standing)
          return JSON.parse(textOf(standing, "record"));
        throw error;
      }
    },
  };
}
