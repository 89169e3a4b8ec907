import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Findings of cdk-nag that stand, by exact id, each with the reason why. */
const STANDING = {
  "AwsSolutions-S1":
    "Only Lambda writes here, and only what a relay could not deliver; an access log would say the same again.",
  "AwsSolutions-SQS3":
    "It is the dead-letter queue of a topic's subscriptions, a rule's targets, schedules or a function, which no redrive policy shows.",
  "AwsSolutions-DDB3":
    "Its items expire by themselves or are made again from the journal, which can be restored to any second.",
  "Serverless-SQSRedrivePolicy":
    "It is a dead-letter queue, the end of a road: an alarm watches it, and no Lambda reads it.",
  "Serverless-SNSRedrivePolicy":
    "It is a person's mailbox: an alarm that cannot be mailed still shows in CloudWatch, where nobody would look into a queue.",
  "Serverless-LambdaDLQ":
    "Nobody invokes it asynchronously: a poller, an HTTP API or a person waits for its answer and keeps what failed.",
  "Serverless-LambdaTracing":
    "Journeys are traced by correlation id in a table of their own, across queues and streams, where X-Ray would need a permission on every resource.",
  "Serverless-LambdaEventSourceMappingDestination":
    "A queue's poller has no such destination: the handler sends to the queue's dead-letter queue, with the reason.",
} as const;

/** Lets findings stand for this construct alone. */
export function acknowledge(construct: IConstruct, ...ids: (keyof typeof STANDING)[]): void {
  Validations.of(construct).acknowledge(...ids.map((id) => ({ id, reason: STANDING[id] })));
}

/** Lets one wildcard of a role stand, as the checks print its resource. */
export function acknowledgeWildcard(role: IConstruct, resource: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
}

/** Rules of cfn-lint whose findings stand, each with the reason why. */
export const STANDING_LINT: Readonly<Record<string, string>> = {
  I1022: "CDK joins text and references that way; people read the app, not the template.",
  W3005: "CDK lets every function wait for its role by name as well as by reference; the double does no harm.",
};
