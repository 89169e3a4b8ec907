import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Rates } from "../ports.ts";
import { bucketOf, waitFor } from "../rates.ts";
import { boundedId, epochSeconds, type Item, isNamed, numberOf } from "./item.ts";

/** How long a bucket that nobody uses stays beyond the time at which it is full, which is all that it tells: milliseconds. */
const KEPT_FOR = 3_600_000;
const REMEMBERED = 1_000;
const TRIES = 2;
/** There may be a token all the same: milliseconds. */
const LOST_RACE_WAITS = 1_000;

/** The owner of a bucket stays legible, since roles are bound to it. */
const keyOf = (bucket: string): string => {
  const [, owner = "", name = ""] = /^([^/]*\/[^/]*\/)(.*)$/s.exec(bucket) ?? [];
  return owner + boundedId(name);
};

const BEGIN = {
  UpdateExpression: "SET #full = :next, #expires = :expires",
  ConditionExpression: "attribute_not_exists(#full) OR #full < :now",
};
const GO_ON = {
  UpdateExpression: "SET #full = #full + :interval, #expires = :expires",
  ConditionExpression: "#full BETWEEN :now AND :latest",
};

/**
 * Token buckets in a DynamoDB table: when each will be full again, moved on by one conditional update, by two at most where this process
 * remembered another time. A bucket that it remembers as empty is not asked.
 */
export function dynamodbRates(client: DynamoDBClient, table: string): Rates {
  const remembered = new Map<string, number>();
  const remember = (key: string, full: number) => {
    remembered.delete(key);
    remembered.set(key, full);
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value as string);
    return full;
  };

  /** Answers when the bucket is full again with a token taken, or what stands there instead. */
  async function update(key: string, full: number, now: number, { interval, room }: ReturnType<typeof bucketOf>) {
    const begins = full < now;
    const numbers = begins
      ? { ":next": now + interval, ":now": now }
      : { ":interval": interval, ":now": now, ":latest": now + room - interval };
    const expires = epochSeconds((now + room) / 1_000 + KEPT_FOR);
    const command = new UpdateItemCommand({
      TableName: table,
      Key: { id: { S: key } },
      ...(begins ? BEGIN : GO_ON),
      ExpressionAttributeNames: { "#full": "full", "#expires": "expires" },
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries({ ...numbers, ":expires": expires }).map(([name, value]) => [name, { N: String(value) }]),
      ),
      ReturnValues: "UPDATED_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      const { Attributes = {} } = await client.send(command);
      return { taken: true, full: numberOf(Attributes, "full") };
    } catch (error) {
      if (!isNamed(error, "ConditionalCheckFailedException")) throw error;
      const { Item: standing } = error as { Item?: Item };
      return { taken: false, full: standing ? numberOf(standing, "full") : 0 };
    }
  }

  return {
    take: async (name, pace, milliseconds) => {
      const key = keyOf(name);
      const now = Math.round(milliseconds * 1_000);
      const bucket = bucketOf(pace);
      let full = remembered.get(key) ?? 0;
      for (let tries = 0; tries < TRIES && waitFor(full, bucket, now) === 0; tries++) {
        const result = await update(key, full, now, bucket);
        full = remember(key, result.full);
        if (result.taken) return 0;
      }
      return waitFor(full, bucket, now) || Math.min(LOST_RACE_WAITS, Math.ceil(bucket.interval / 1_000));
    },
  };
}
