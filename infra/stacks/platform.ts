import { Aws, CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Archive, EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { TABLE_KEYS } from "../../functions/runtime/aws/tables.ts";
import { alarmOnUndeliverable, type Watch } from "../constructs/alarm.ts";
import { outputForOthers } from "../constructs/output-for-others.ts";
import { undeliverableQueue } from "../constructs/queue.ts";
import { table } from "../constructs/table.ts";
import { acknowledge } from "../findings.ts";
import { leftOut } from "../left-out.ts";
import type { Settings } from "../settings.ts";
import { stageStack } from "./stack.ts";

/** What all systems of a stage have in common. */
export interface Platform {
  readonly stack: Stack;
  readonly bus: EventBus;
  readonly trace: TableV2;
  /** Whole records that a relay could not deliver. */
  readonly failedRecords: Bucket;
  /** Its ARN as other stacks may write it into a policy: a name that can be foreseen. */
  readonly failedRecordsArn: string;
  readonly watch: Watch;
}

function failedRecordsBucket(stack: Stack, { keeps }: Settings): Bucket {
  const bucket = new Bucket(stack, "FailedRecords", {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    lifecycleRules: [{ expiration: Duration.days(90) }],
    removalPolicy: keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(bucket, "AwsSolutions-S1");
  return bucket;
}

function alarmTopic(stack: Stack, { local, alarmEmail }: Settings): Watch {
  if (local) return undefined;
  const topic = new Topic(stack, "Alarms", { enforceSSL: true });
  // A topic policy replaces the default one, under which CloudWatch could publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  if (alarmEmail) acknowledge(topic.addSubscription(new EmailSubscription(alarmEmail)), "Serverless-SNSRedrivePolicy");
  return topic;
}

/** Public events of all systems: the one road between them, and an archive to replay it from. */
function publicBus(stack: Stack, watch: Watch, { without, archiveDays }: Settings): EventBus {
  const deadLetterQueue = undeliverableQueue(stack, "BusUndeliverable");
  alarmOnUndeliverable(stack, watch, deadLetterQueue, "The bus");
  const bus = new EventBus(stack, "Bus", { deadLetterQueue, description: "Public events of all systems" });
  if (without.archive === undefined)
    new Archive(stack, "Archive", {
      sourceEventBus: bus,
      eventPattern: { account: [Aws.ACCOUNT_ID] },
      retention: Duration.days(archiveDays),
      description: "Public events of all systems, to replay",
    });
  new CfnOutput(stack, "BusName", { value: bus.eventBusName });
  new CfnOutput(stack, "BusUndeliverableQueue", { value: deadLetterQueue.queueUrl });
  return bus;
}

/** The stack that every system's stacks lean on. */
export function platformStack(app: Construct, settings: Settings): Platform {
  const stack = stageStack(app, "platform", settings, "Bugle: the road between systems, traces and alarms");
  const watch = alarmTopic(stack, settings);
  const bus = publicBus(stack, watch, settings);
  const trace = table(stack, "Trace", { keys: TABLE_KEYS.trace, holds: "derived", keeping: settings });
  const failedRecords = failedRecordsBucket(stack, settings);
  new CfnOutput(stack, "LeftOut", { value: JSON.stringify(leftOut(settings)) });
  new CfnOutput(stack, "TraceTable", { value: trace.tableName });
  new CfnOutput(stack, "FailedRecordsBucket", { value: failedRecords.bucketName });
  const failedRecordsArn = outputForOthers(stack, "FailedRecordsArn", failedRecords.bucketArn, settings);
  if (watch) new CfnOutput(stack, "AlarmTopic", { value: watch.topicArn });
  return { stack, bus, trace, failedRecords, failedRecordsArn, watch };
}
