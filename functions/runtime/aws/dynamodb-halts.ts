import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { LETTERS_KEPT_FOR } from "../letters.ts";
import type { Attempts } from "../ports.ts";
import { epochSeconds, numberOf } from "./item.ts";

/** The halts of consumers, each an item beside those of its messages, kept as long as a letter; `now` is in epoch milliseconds. */
export function dynamodbHalts(
  client: DynamoDBClient,
  table: string,
  now: () => number,
): Pick<Attempts, "halts" | "halt" | "release"> {
  const itemOf = (consumer: string) => ({ TableName: table, Key: { id: { S: `${consumer}/#halted` } } });
  const change = async (word: "ADD" | "DELETE", consumer: string, id: string) => {
    const update = new UpdateItemCommand({
      ...itemOf(consumer),
      UpdateExpression: `${word} #letters :letters SET #expires = :expires`,
      ExpressionAttributeNames: { "#letters": "letters", "#expires": "expires" },
      ExpressionAttributeValues: {
        ":letters": { SS: [id] },
        ":expires": { N: String(epochSeconds(now() + LETTERS_KEPT_FOR)) },
      },
    });
    await client.send(update);
  };
  return {
    halts: async (consumer) => {
      const { Item = {} } = await client.send(new GetItemCommand({ ...itemOf(consumer), ConsistentRead: true }));
      return numberOf(Item, "expires") > epochSeconds(now()) ? (Item["letters"]?.SS ?? []) : [];
    },
    halt: (consumer, id) => change("ADD", consumer, id),
    release: (consumer, id) => change("DELETE", consumer, id),
  };
}
