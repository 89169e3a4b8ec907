import { arnOf, type Resource } from "../../made/stack.ts";
import type { Place } from "../../place.ts";

/** Resources of one stack, and those of their types that it is made for: default all. */
export interface Group {
  readonly types?: readonly string[];
  readonly resources: Readonly<Record<string, Resource>>;
}

const policy = (Action: string, Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action,
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

const data: Group["resources"] = {
  Table: {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "stream", AttributeType: "S" },
        { AttributeName: "n", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "stream", KeyType: "HASH" },
        { AttributeName: "n", KeyType: "RANGE" },
      ],
      Replicas: [{ Region: { Ref: "AWS::Region" } }],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    },
  },
  Bucket: { Type: "AWS::S3::Bucket" },
  BucketPolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: { Bucket: { Ref: "Bucket" }, PolicyDocument: policy("s3:*", arnOf("Bucket")) },
  },
};

const messaging: Group["resources"] = {
  Topic: { Type: "AWS::SNS::Topic" },
  TopicPolicy: {
    Type: "AWS::SNS::TopicPolicy",
    Properties: { Topics: [{ Ref: "Topic" }], PolicyDocument: policy("sns:Publish", { Ref: "Topic" }) },
  },
  Queue: { Type: "AWS::SQS::Queue" },
  QueuePolicy: {
    Type: "AWS::SQS::QueuePolicy",
    Properties: { Queues: [{ Ref: "Queue" }], PolicyDocument: policy("sqs:*", arnOf("Queue")) },
  },
  Subscription: {
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn: { Ref: "Topic" }, Protocol: "sqs", Endpoint: arnOf("Queue") },
  },
};

const publicBus = (place: Place): Resource => ({
  Type: "AWS::Events::EventBus",
  Properties: { Name: place.name("bus") },
});

const rule: Resource = {
  Type: "AWS::Events::Rule",
  Properties: { EventBusName: { Ref: "Bus" }, EventPattern: { source: ["bugle"] } },
};

const archive: Resource = {
  Type: "AWS::Events::Archive",
  Properties: { SourceArn: arnOf("Bus"), RetentionDays: 1 },
};

const alarm: Resource = {
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    Namespace: "Bugle",
    MetricName: "Attempts",
    Statistic: "Sum",
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: "GreaterThanThreshold",
  },
};

const dashboard: Resource = { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardBody: '{"widgets":[]}' } };

/** All types that Bugle deploys beside functions, in stacks that can be made without each other. */
export const typesOfData = (place: Place): readonly Group[] => [
  { resources: data },
  { resources: messaging },
  { resources: { Bus: publicBus(place), Rule: rule } },
  { types: ["AWS::Events::Archive"], resources: { Bus: publicBus(place), Archive: archive } },
  { resources: { Alarm: alarm, Dashboard: dashboard } },
  { resources: { Group: { Type: "AWS::Scheduler::ScheduleGroup" } } },
];
