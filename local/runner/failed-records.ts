import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { BugleError } from "../../functions/runtime/errors.ts";
import type { Trouble } from "./poller.ts";
import { streamEvent } from "./stream-event.ts";

export interface FailedRecordsOptions {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly system: string;
  readonly arn: string;
  readonly trouble: Trouble;
}

/** Keeps whole records that a relay could not deliver in a bucket, as Lambda's mapping does, and says so. */
export function failedRecords({ s3, bucket, system, arn, trouble }: FailedRecordsOptions) {
  return async (record: _Record): Promise<void> => {
    const key = `${system}/${record.dynamodb?.SequenceNumber}.json`;
    const body = JSON.stringify({ payload: JSON.stringify(streamEvent([record], arn)) });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    const stream = record.dynamodb?.Keys?.["stream"]?.S;
    trouble(
      new BugleError("record-set-aside", `the relay of ${system} could not deliver a commit of ${stream}`, {
        help: `it is kept in s3://${bucket}/${key}; \`npx bugle relay sweep\` sends it again`,
      }),
    );
  };
}
