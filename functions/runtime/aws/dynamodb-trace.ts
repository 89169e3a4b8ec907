import { setTimeout as sleep } from "node:timers/promises";
import { BatchWriteItemCommand, type DynamoDBClient, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import type { Trace, TraceEntry } from "../ports.ts";
import { tracePlace } from "../trace-place.ts";
import { boundedId, epochSeconds, type Item, textOf } from "./item.ts";

const KEPT_FOR = 7 * 24 * 3_600_000;
const BATCH = 25;
const TRIES = 5;

/** Traces in a DynamoDB table, kept 7 days; `pause` waits that many milliseconds before what was left over is tried again. */
export function dynamodbTrace(
  client: DynamoDBClient,
  table: string,
  now: () => number = Date.now,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Trace {
  const request = (entry: TraceEntry): WriteRequest => ({
    PutRequest: {
      Item: {
        correlationid: { S: boundedId(entry.correlationid) },
        place: { S: tracePlace(entry) },
        entry: { S: JSON.stringify(entry) },
        expires: { N: String(epochSeconds(now() + KEPT_FOR)) },
      },
    },
  });
  const writeAll = async (requests: WriteRequest[]): Promise<void> => {
    let left = requests;
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === TRIES)
        throw new BugleError("trace-not-written", `${left.length} trace entries were not written`, {
          help: "look whether the trace table is throttled",
        });
      if (tries > 0) await pause(50 * 2 ** tries);
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
      left = UnprocessedItems?.[table] ?? [];
    }
  };
  return {
    write: async (entries) => {
      // One call may not name a key twice.
      const byKey = new Map(entries.map((entry) => [`${entry.correlationid} ${tracePlace(entry)}`, entry]));
      const requests = [...byKey.values()].map(request);
      for (let from = 0; from < requests.length; from += BATCH) await writeAll(requests.slice(from, from + BATCH));
    },
    read: async (correlationid) => {
      const entries: TraceEntry[] = [];
      let start: Item | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: "#id = :id",
            ExpressionAttributeNames: { "#id": "correlationid" },
            ExpressionAttributeValues: { ":id": { S: boundedId(correlationid) } },
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        entries.push(...(page.Items ?? []).map((item): TraceEntry => JSON.parse(textOf(item, "entry"))));
        start = page.LastEvaluatedKey;
      } while (start);
      return entries;
    },
  };
}
