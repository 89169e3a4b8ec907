import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { Construct } from "constructs";
import { expect, test, vi } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { addStacks } from "../../infra/add-stacks.ts";
import { loadSystems, makeApp, ofType, project, type StackJson, shopContext, templates } from "./fixture.ts";

function judged(app: App): App {
  vi.stubEnv("CDK_VALIDATION", "true");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}

test("the fixture's templates are valid and clean by cdk-nag", async () => {
  const app = judged(makeApp({ ...(await loadSystems()), context: shopContext }));
  expect(() => app.synth()).not.toThrow();
});

const told = { emailFrom: "shop@example.com", alarmEmail: "oncall@example.com" };

test.each([
  ["IAM before its API", told],
  ["tokens before its API", { ...told, issuer: "https://login.example.com", audience: "shop" }],
  ["nothing to be kept", { ...told, keep: "nothing" }],
])("the project's own templates, with %s, are valid and clean by cdk-nag", async (_, context) => {
  const { manifest } = await readManifest(join(project, "functions"));
  const app = judged(makeApp({ manifest, context }));
  expect(() => app.synth()).not.toThrow();
});

test.each([
  ["queue", (stack: Construct) => new Queue(stack, "Unsafe")],
  ["topic", (stack: Construct) => new Topic(stack, "Unsafe")],
])("cdk-nag sees a %s that is not safe", (_, make) => {
  const app = judged(makeApp({ manifest: { systems: [] } }));
  make(app.node.findChild("Bugle-dev-platform"));
  expect(() => app.synth()).toThrow();
});

test("what holds something and what runs stand in stacks of their own", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const types = (...names: string[]) =>
    new Set(names.flatMap((name) => Object.values(stacks[name]?.Resources ?? {}).map(({ Type }) => Type)));
  const held = types("Bugle-dev-platform", "Bugle-dev-shop-data", "Bugle-dev-yard-data");
  const run = types("Bugle-dev-shop", "Bugle-dev-yard");
  expect([...run].filter((type) => /DynamoDB|SQS|SNS|S3|Events|Scheduler/.test(type))).toEqual([]);
  expect([...held].filter((type) => /Lambda|ApiGateway|Logs/.test(type))).toEqual([]);
});

test("the same systems give the same templates, byte for byte", async () => {
  const made = async () => JSON.stringify(templates(makeApp({ ...(await loadSystems()), context: shopContext })));
  expect(await made()).toBe(await made());
});

const physicalNames = ({ Resources }: StackJson) =>
  Object.entries(Resources).flatMap(([id, { Properties = {} }]) =>
    Object.keys(Properties)
      .filter((key) =>
        /^(?:Queue|Topic|Table|Function|Bucket|Role|LogGroup|Alarm|Dashboard|Archive|Rule|Group)Name$/.test(key),
      )
      .filter((key) => typeof Properties[key] === "string")
      .map((key) => `${id}.${key}`),
  );

test("the stacks are the same in an app that says nothing of feature flags", async () => {
  const { manifest, configs } = await loadSystems();
  const app = new App({ context: { ...shopContext }, analyticsReporting: false });
  addStacks(app, { manifest, configs });
  expect(templates(app)).toEqual(templates(makeApp({ manifest, configs, context: shopContext })));
});

test("two stages stand side by side: no stack, no name and no export is in both", async () => {
  const loaded = await loadSystems();
  const stage = (name: string) => templates(makeApp({ ...loaded, context: { ...shopContext, stage: name } }));
  const [one, two] = [stage("dev"), stage("prod")];
  expect(Object.keys(two)).toEqual([
    "Bugle-prod-platform",
    "Bugle-prod-shop-data",
    "Bugle-prod-yard-data",
    "Bugle-prod-shop",
    "Bugle-prod-yard",
    "Bugle-prod-dashboards",
  ]);
  expect(Object.keys(one).filter((name) => name in two)).toEqual([]);
  const all = [...Object.values(one), ...Object.values(two)];
  expect(all.flatMap(physicalNames)).toEqual([]);
  expect(all.flatMap(({ Outputs = {} }) => Object.values(Outputs)).filter(({ Export }) => Export)).toEqual([]);
  const buses = all.flatMap((stack) => ofType(stack, "AWS::Events::EventBus")).map(([, bus]) => bus.Properties["Name"]);
  expect(new Set(buses).size).toBe(2);
});

test("what holds facts is restorable, cannot be deleted and outlives its stack; the rest goes with it", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const tables = ofType(stacks["Bugle-dev-shop-data"], "AWS::DynamoDB::GlobalTable").map(([id, table]) => {
    const [replica] = table.Properties["Replicas"] as Record<string, unknown>[];
    return [
      id.slice(0, -8),
      table.DeletionPolicy,
      replica?.["DeletionProtectionEnabled"],
      replica?.["PointInTimeRecoverySpecification"],
    ];
  });
  const [on, off] = [{ PointInTimeRecoveryEnabled: true }, { PointInTimeRecoveryEnabled: false }];
  expect(tables).toEqual([
    ["JournalTable", "Retain", true, on],
    ["Snapshots", "Retain", true, on],
    ["Attempts", "Delete", false, off],
    ["Models", "Delete", false, off],
    ["Keys", "Delete", false, off],
  ]);
});

test("with handlers run by the dev runner there is no Lambda, and locally no alarm and nothing to keep", async () => {
  const context = { "bugle:handlers": "runner", "bugle:local": "true", stage: "local" };
  const stacks = templates(makeApp({ ...(await loadSystems()), context }));
  expect(Object.keys(stacks)).toEqual(["Bugle-local-platform", "Bugle-local-shop-data", "Bugle-local-yard-data"]);
  const resources = Object.values(stacks).flatMap(({ Resources }) => Object.values(Resources));
  const types = new Set(resources.map(({ Type }) => Type));
  expect([...types].sort()).toEqual([
    "AWS::DynamoDB::GlobalTable",
    "AWS::Events::Archive",
    "AWS::Events::EventBus",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Scheduler::ScheduleGroup",
  ]);
  expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy === "Retain")).toEqual([]);
});

test("a local stack is deployed without a bootstrap", async () => {
  const app = makeApp({ ...(await loadSystems()), context: { "bugle:local": true, "bugle:handlers": "runner" } });
  const [stack] = app.synth().stacks;
  expect(stack?.requiresBootstrapStackVersion).toBeUndefined();
  expect(stack?.assumeRoleArn).toBeUndefined();
});
