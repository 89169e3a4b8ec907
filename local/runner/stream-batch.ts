import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { streamEvent } from "./stream-event.ts";

const RETRIES = 3;

export interface StreamBatchOptions {
  readonly arn: string;
  readonly handler: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  /** Keeps a record that could not be handled. */
  readonly keep: (record: _Record) => Promise<void>;
  /** Waits before the n-th retry, from 0; false ends it all, since the run is ending. */
  readonly pause: (n: number) => Promise<boolean>;
}

/** The records from the first that failed on. */
async function attempt({ handler, arn }: StreamBatchOptions, records: readonly _Record[]): Promise<readonly _Record[]> {
  try {
    const [first] = (await handler(streamEvent(records, arn))).batchItemFailures;
    if (!first) return [];
    const at = records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === first.itemIdentifier);
    return records.slice(Math.max(0, at));
  } catch {
    return records;
  }
}

/** Handles records that keep failing: halves of them, halves of those, until what fails is one record, which is kept. */
async function bisect(options: StreamBatchOptions, records: readonly _Record[]): Promise<void> {
  const [first] = records;
  if (!first) return;
  if (records.length === 1) return options.keep(first);
  const middle = Math.ceil(records.length / 2);
  for (const half of [records.slice(0, middle), records.slice(middle)])
    await bisect(options, await attempt(options, half));
}

/**
 * Handles a batch as Lambda's mapping does: from the first failure on it is tried three times more, then bisected,
 * and a record that fails alone is kept elsewhere, so that the stream goes on.
 */
export async function handleRecords(options: StreamBatchOptions, records: readonly _Record[]): Promise<void> {
  let left = await attempt(options, records);
  for (let n = 0; n < RETRIES && left.length > 0; n++) {
    if (!(await options.pause(n))) return;
    left = await attempt(options, left);
  }
  await bisect(options, left);
}
