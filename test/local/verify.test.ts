import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteEventBusCommand, EventBridgeClient, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SetSubscriptionAttributesCommand, SNSClient, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { ask, call } from "../../local/contract/made/call.ts";
import { openPlace } from "../../local/contract/place.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { listed, pagesFrom } from "../../local/deploy/verify/look.ts";
import { verifyDeployed } from "../../local/deploy/verify.ts";
import { openForTest } from "./engine-fixture.ts";

const attribute = (id: string, name: string) => ({ "Fn::GetAtt": [id, name] });

const subscription = (type: string) => ({
  Type: "AWS::SNS::Subscription",
  Properties: {
    ...{ Protocol: "sqs", TopicArn: { Ref: "Topic" }, Endpoint: attribute("Orders0A1B2C3D", "Arn") },
    FilterPolicy: { type: [type] },
  },
});

const resources = {
  Orders0A1B2C3D: { Type: "AWS::SQS::Queue" },
  Parcels: { Type: "AWS::SQS::Queue" },
  Topic: { Type: "AWS::SNS::Topic" },
  First: subscription("OrderPlaced"),
  Second: subscription("OrderPaid"),
  Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "verified" } },
  Rule: {
    Type: "AWS::Events::Rule",
    Properties: {
      ...{ EventBusName: { Ref: "Bus" }, EventPattern: { source: ["shop"] } },
      Targets: [{ Id: "orders", Arn: attribute("Orders0A1B2C3D", "Arn") }],
    },
  },
  Group: { Type: "AWS::Scheduler::ScheduleGroup", Properties: { Name: "verified" } },
  Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "verified" } },
  Table: {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: {
      ...{ TableName: "verified", BillingMode: "PAY_PER_REQUEST", Replicas: [{ Region: "us-east-1" }] },
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    },
  },
};

const withLambda = {
  Orders0A1B2C3D: { Type: "AWS::SQS::Queue" },
  Handler: {
    Type: "AWS::Lambda::Function",
    Properties: {
      ...{ Runtime: "nodejs22.x", Handler: "index.handler", Role: "arn:aws:iam::000000000000:role/handler" },
      Code: { ZipFile: "exports.handler = async () => {};" },
    },
  },
  Feed: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: { FunctionName: { Ref: "Handler" }, EventSourceArn: attribute("Orders0A1B2C3D", "Arn") },
  },
};

/** An app, deployed to an engine of its own, and the folder that it was synthesized into. */
async function deployed(app: object = resources) {
  const aws = localAws((await openForTest()).endpoint);
  const out = mkdtempSync(join(tmpdir(), "bugle-verify-"));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const StackName = "Bugle-local-toy";
  const synthesize = (Resources: object) =>
    writeFileSync(join(out, `${StackName}.template.json`), JSON.stringify({ Resources }));
  synthesize(app);
  const cloudformation = new CloudFormationClient(aws);
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources: app }) }));
  await waitUntilStackCreateComplete(
    { client: cloudformation, maxWaitTime: 20, minDelay: 0.1, maxDelay: 0.1 },
    { StackName },
  );
  const { StackResources = [] } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
  const ids = new Map(StackResources.map((each) => [each.LogicalResourceId, each.PhysicalResourceId]));
  const idOf = (logicalId: string) => ids.get(logicalId) ?? "";
  return { aws, out, synthesize, idOf, verify: () => verifyDeployed(aws, out) };
}

const faultsOf = async (verifying: Promise<void>): Promise<string[]> => {
  const error = await verifying.then(
    () => undefined,
    (failure: unknown) => failure as { code: string; message: string; help: string },
  );
  expect(error).toMatchObject({
    code: "deploy-incomplete",
    help: expect.stringContaining("Run the same command again"),
  });
  return error?.message.split("\n").slice(1).sort() ?? [];
};

test("an app of which everything is there passes", async () => {
  await expect((await deployed()).verify()).resolves.toBeUndefined();
});

test("a resource that the endpoint skipped is named, though its stack is complete", async () => {
  const { synthesize, verify } = await deployed();
  synthesize({ ...resources, Archive: { Type: "AWS::Events::Archive" }, Odd: { Type: "AWS::Odd::Thing" } });

  expect(await faultsOf(verify())).toEqual([
    "the AWS::Odd::Thing Odd of Bugle-local-toy was skipped",
    "the archive Archive of Bugle-local-toy was skipped",
  ]);
});

test("each service is asked for what CloudFormation only says it has", async () => {
  const { aws, idOf, verify } = await deployed();
  const sns = new SNSClient(aws);
  await new SQSClient(aws).send(new DeleteQueueCommand({ QueueUrl: idOf("Orders0A1B2C3D") }));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: idOf("First") }));
  const filter = { AttributeName: "FilterPolicy", AttributeValue: '{"type":["OrderLost"]}' };
  await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn: idOf("Second"), ...filter }));
  const bus = new EventBridgeClient(aws);
  await bus.send(new RemoveTargetsCommand({ Rule: idOf("Rule"), EventBusName: "verified", Ids: ["orders"] }));
  await new SchedulerClient(aws).send(new DeleteScheduleGroupCommand({ Name: "verified" }));
  await new S3Client({ ...aws, forcePathStyle: true }).send(new DeleteBucketCommand({ Bucket: "verified" }));
  await new DynamoDBClient(aws).send(new DeleteTableCommand({ TableName: "verified" }));

  expect(await faultsOf(verify())).toEqual([
    "the bucket Bucket of Bugle-local-toy is not there",
    "the queue Orders of Bugle-local-toy is not there",
    "the rule Rule of Bugle-local-toy has 0 of its 1 targets",
    "the schedule group Group of Bugle-local-toy is not there",
    "the subscription First of Bugle-local-toy is not there",
    "the subscription Second of Bugle-local-toy has another filter than the app gave it",
    "the subscription Second of Bugle-local-toy leads to a queue that is not there",
    "the table Table of Bugle-local-toy is not there",
  ]);
  await bus.send(new DeleteEventBusCommand({ Name: "verified" }));
  expect(await faultsOf(verify())).toContain("the bus Bus of Bugle-local-toy is not there");
});

test("functions and what feeds them are asked for too, and have to be ready", async () => {
  const { aws, idOf, verify } = await deployed(withLambda);
  await expect(verify()).resolves.toBeUndefined();
  const { place } = openPlace(aws, { signal: new AbortController().signal });
  const service = "lambda";
  const mapping = `/2015-03-31/event-source-mappings/${idOf("Feed")}`;
  const path = `/2015-03-31/functions/${idOf("Handler")}`;

  await ask(place, { service, method: "PUT", path: mapping, body: { Enabled: false } });
  expect(await faultsOf(verify())).toEqual([
    "the event source mapping Feed of Bugle-local-toy is Disabled, not Enabled",
  ]);
  await call(place, { service, method: "DELETE", path: mapping });
  await call(place, { service, method: "DELETE", path });
  expect(await faultsOf(verify())).toEqual([
    "the event source mapping Feed of Bugle-local-toy is not there",
    "the function Handler of Bugle-local-toy is not there",
  ]);
});

test("a list that comes in pages is read to its end", async () => {
  const pages = [
    { items: [1, 2], next: "b" },
    { items: [3], next: "c" },
    { items: [4], next: "" },
  ];
  const asked: (string | undefined)[] = [];
  const answer = async (from: string | undefined) => pages[asked.push(from) - 1] ?? { items: [], next: "again" };

  const found = await listed(
    pagesFrom(answer, ({ next }) => next),
    ({ items }) => items,
  );

  expect([found, asked]).toEqual([
    [1, 2, 3, 4],
    [undefined, "b", "c"],
  ]);
});
