import { RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { TableKeys } from "../../functions/runtime/aws/tables.ts";

export interface TableProps {
  readonly keys: TableKeys;
  readonly stream?: StreamViewType;
  /** `facts` cannot be made again: restorable to any second, undeletable, left standing when its stack goes. */
  readonly holds: "facts" | "derived";
  readonly local: boolean;
}

const attribute = ([name, type]: TableKeys["partition"]): Attribute => ({
  name,
  type: type === "N" ? AttributeType.NUMBER : AttributeType.STRING,
});

/** An encrypted on-demand table. */
export function table(scope: Construct, id: string, props: TableProps): TableV2 {
  const { keys, stream, holds, local } = props;
  const guarded = holds === "facts" && !local;
  const made = new TableV2(scope, id, {
    partitionKey: attribute(keys.partition),
    ...(keys.sort && { sortKey: attribute(keys.sort) }),
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    ...(keys.expires && { timeToLiveAttribute: keys.expires }),
    ...(stream && { dynamoStream: stream }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: guarded },
    deletionProtection: guarded,
    removalPolicy: guarded ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  if (holds === "derived")
    Validations.of(made).acknowledge({
      id: "AwsSolutions-DDB3",
      reason: "Its items expire by themselves or are made again from the journal, which can be restored to any second.",
    });
  return made;
}
