import { type DynamoDBClient, PutItemCommand, type PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type Item, isNamed } from "./item.ts";

/** Puts an item on its condition and answers the one that stands there instead, or undefined when it was written; other errors are thrown. */
export async function putIfFree(client: DynamoDBClient, put: PutItemCommandInput): Promise<Item | undefined> {
  try {
    await client.send(new PutItemCommand({ ...put, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    return undefined;
  } catch (error) {
    const standing = (error as { Item?: Item }).Item;
    if (isNamed(error, "ConditionalCheckFailedException") && standing) return standing;
    throw error;
  }
}
