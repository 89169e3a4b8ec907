import { Duration } from "aws-cdk-lib";
import { StreamViewType, type TableV2 } from "aws-cdk-lib/aws-dynamodb";
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  MetricType,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { S3OnFailureDestination } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import { refuse } from "../refuse.ts";
import { type Keeping, table } from "./table.ts";

const MOST_READERS = 2;

/** The facts of one system, and the stream that is its outbox. */
export class Journal extends Construct {
  readonly table: TableV2;
  readonly streamArn: string;
  #readers = 0;

  constructor(scope: Construct, id: string, keeping: Keeping) {
    super(scope, id);
    this.table = table(this, "Table", {
      keys: TABLE_KEYS.journal,
      stream: StreamViewType.NEW_IMAGE,
      holds: "facts",
      keeping,
    });
    this.streamArn = this.table.tableStreamArn ?? refuse("no-stream", this.node.path, "has no stream", "declare one");
  }

  /**
   * Lets a function read the stream from its beginning, inserts only; a record that fails four times goes whole to `failed`.
   * A shard serves two readers, so a third is refused.
   */
  addReader(
    scope: Construct,
    id: string,
    reader: { target: IFunction; failed: IBucket; batchSize?: number },
  ): EventSourceMapping {
    this.#readers += 1;
    if (this.#readers > MOST_READERS)
      refuse(
        "too-many-readers",
        this.node.path,
        "a stream serves two readers, and this is one more",
        "feed it from the relay instead",
      );
    return new EventSourceMapping(scope, id, {
      target: reader.target,
      eventSourceArn: this.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: reader.batchSize ?? 100,
      bisectBatchOnError: true,
      retryAttempts: 3,
      // The stream forgets after 24 h: what is older must have left for the bucket by then.
      maxRecordAge: Duration.hours(22),
      reportBatchItemFailures: true,
      onFailure: new S3OnFailureDestination(reader.failed),
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual("INSERT") })],
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
  }
}
