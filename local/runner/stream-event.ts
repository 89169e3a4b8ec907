import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";

/** The event that Lambda would make of records read from a stream. */
export function streamEvent(records: readonly _Record[], arn: string): DynamoDBStreamEvent {
  const record = ({ dynamodb, ...rest }: _Record): DynamoDBRecord =>
    ({
      ...rest,
      eventSourceARN: arn,
      dynamodb: {
        ...dynamodb,
        ApproximateCreationDateTime: Math.floor((dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1_000),
      },
    }) as DynamoDBRecord;
  return { Records: records.map(record) };
}
