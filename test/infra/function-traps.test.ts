import { Duration, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, test } from "vitest";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { type PollerProps, pollQueue } from "../../infra/constructs/consumer-poller.ts";
import { ConsumerQueue } from "../../infra/constructs/consumer-queue.ts";
import { refuseLargeEnvironment } from "../../infra/constructs/environment-size.ts";
import { exactRole } from "../../infra/constructs/exact-role.ts";
import { Journal } from "../../infra/constructs/journal.ts";
import { emptyStack } from "./fixture.ts";

const lambda = (stack: Stack, timeout = 30) =>
  new Lambda(stack, "Function", {
    code: Code.fromInline("exports.handler = async () => {};"),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.seconds(timeout),
  });

function poll({ fifo = false, timeout = 30, ...props }: Partial<PollerProps> & { fifo?: boolean; timeout?: number }) {
  const stack = emptyStack();
  const from = new ConsumerQueue(stack, "Orders", { fifo, functionTimeout: Duration.seconds(30) });
  pollQueue(stack, "Poller", { target: lambda(stack, timeout), from, maxConcurrency: 10, ...props });
  return Template.fromStack(stack);
}

const refused = (code: string) => expect.objectContaining({ code });

describe("a queue's poller", () => {
  test("takes ten at once, hears of each failure, and levels load by concurrency of its own", () => {
    const template = poll({});
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    template.resourcePropertiesCountIs("AWS::Lambda::Function", { ReservedConcurrentExecutions: 10 }, 0);
  });

  test("filters nothing and waits for nothing, since a filter deletes and a window delays", () => {
    const [mapping] = Object.values(poll({}).findResources("AWS::Lambda::EventSourceMapping"));
    expect(mapping?.["Properties"]).not.toHaveProperty("FilterCriteria");
    expect(mapping?.["Properties"]).not.toHaveProperty("MaximumBatchingWindowInSeconds");
  });

  test("refuses a window for commands and for FIFO queues", () => {
    const window = Duration.seconds(1);
    expect(() => poll({ window, commands: true })).toThrow(refused("window-on-commands"));
    expect(() => poll({ window, fifo: true })).toThrow(refused("window-on-commands"));
  });

  test("refuses a function that may run longer than its queue hides messages, the window included", () => {
    expect(() => poll({ timeout: 31 })).toThrow(refused("visibility-too-short"));
    expect(() => poll({ window: Duration.seconds(1) })).toThrow(refused("visibility-too-short"));
  });

  test("refuses a second poller on one queue, since each would take messages that are the other's", () => {
    const stack = emptyStack();
    const from = new ConsumerQueue(stack, "Orders", { fifo: false, functionTimeout: Duration.seconds(30) });
    const target = lambda(stack);
    pollQueue(stack, "Poller", { target, from, maxConcurrency: 10 });
    expect(() => pollQueue(stack, "Second", { target, from, maxConcurrency: 10 })).toThrow(refused("second-poller"));
  });

  test.each([1, 1_001])("refuses %s batches at once", (maxConcurrency) => {
    expect(() => poll({ maxConcurrency })).toThrow(refused("concurrency"));
  });
});

describe("a journal's stream", () => {
  const reading = (readers: number) => {
    const stack = emptyStack();
    const journal = new Journal(stack, "Journal", { local: false, keeps: true });
    const [target, failed] = [lambda(stack), new Bucket(stack, "Failed")];
    for (let i = 0; i < readers; i++) journal.addReader(stack, `Reader${i}`, { target, failed });
    return Template.fromStack(stack);
  };

  test("is read from its beginning, and a record that keeps failing goes whole to a bucket before it is forgotten", () => {
    reading(1).hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 79_200,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failed178E83A2", "Arn"] } } },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    });
  });

  test("serves two readers and refuses a third", () => {
    expect(() => reading(2)).not.toThrow();
    expect(() => reading(3)).toThrow(refused("too-many-readers"));
  });
});

describe("a role", () => {
  const may = (permission: Parameters<typeof exactRole>[2][number]) => () =>
    exactRole(emptyStack(), "Role", [permission]);

  test("refuses a wildcard in an action, even with a reason", () => {
    expect(may({ actions: ["sqs:*"], resources: ["arn:a"], unnamed: "laziness" })).toThrow(refused("wildcard"));
  });

  test("refuses a wildcard in a resource unless the reason is given why it cannot be named", () => {
    expect(may({ actions: ["s3:GetObject"], resources: ["arn:a/*"] })).toThrow(refused("wildcard"));
    expect(may({ actions: ["s3:GetObject"], resources: ["arn:a/*"], unnamed: "named by Lambda" })).not.toThrow();
  });

  test("refuses a permission that names nothing", () => {
    expect(may({ actions: ["s3:GetObject"], resources: [] })).toThrow(refused("empty-permission"));
  });
});

test("variables beyond Lambda's 4 KB are refused, names not known yet counted at their longest", () => {
  const stack = emptyStack();
  const tables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };
  const queues = (many: number) =>
    Object.fromEntries(Array.from({ length: many }, (_, i) => [`shop/q${i}`, stack.stackId]));
  const environment = (many: number): Environment => ({
    stage: "dev",
    system: "shop",
    region: "eu-west-1",
    tables,
    queues: queues(many),
    deadLetterQueues: {},
    config: {},
  });
  expect(() => refuseLargeEnvironment(stack, environment(27))).not.toThrow();
  expect(() => refuseLargeEnvironment(stack, environment(28))).toThrow(refused("environment-too-large"));
});
