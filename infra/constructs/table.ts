import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { IndexKeys, TableKeys } from "../../functions/runtime/aws/tables.ts";
import { acknowledge } from "../findings.ts";
import type { Settings } from "../settings.ts";

/** What a stage does with its facts. */
export type Keeping = Pick<Settings, "local" | "keeps">;

export interface TableProps {
  readonly keys: TableKeys;
  readonly stream?: StreamViewType;
  /** `facts` cannot be made again: restorable to any second and, if the stage keeps them, undeletable and left standing when its stack goes. */
  readonly holds: "facts" | "derived";
  readonly keeping: Keeping;
}

const attribute = ([name, type]: TableKeys["partition"]): Attribute => ({
  name,
  type: type === "N" ? AttributeType.NUMBER : AttributeType.STRING,
});

const keysOnly = ({ name, partition, sort }: IndexKeys): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: attribute(partition),
  sortKey: attribute(sort),
  projectionType: ProjectionType.KEYS_ONLY,
});

/** An encrypted on-demand table. */
export function table(scope: Construct, id: string, props: TableProps): TableV2 {
  const { keys, stream, holds, keeping } = props;
  const guarded = holds === "facts" && keeping.keeps;
  const made = new TableV2(scope, id, {
    partitionKey: attribute(keys.partition),
    ...(keys.sort && { sortKey: attribute(keys.sort) }),
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    ...(keys.index && { globalSecondaryIndexes: [keysOnly(keys.index)] }),
    ...(keys.expires && { timeToLiveAttribute: keys.expires }),
    ...(stream && { dynamoStream: stream }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: holds === "facts" && !keeping.local },
    deletionProtection: guarded,
    removalPolicy: guarded ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  if (holds === "derived") acknowledge(made, "AwsSolutions-DDB3");
  return made;
}
