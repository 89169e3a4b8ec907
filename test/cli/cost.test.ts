import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { costAtRest, type Template } from "../../cli/cost/at-rest.ts";
import { metricsIn } from "../../cli/cost/order/metrics-in.ts";
import { noUsage } from "../../cli/cost/order/usage.ts";
import { costOfKeeping, costOfOrders } from "../../cli/cost/per-order.ts";
import { bakery } from "../runtime/check/bakery.ts";
import { folderOf, run } from "./run.ts";

const dollars = (lines: readonly { service: string; dollars: number }[]) =>
  Object.fromEntries(lines.map(({ service, dollars }) => [service, Number(dollars.toFixed(6))]));

const alarm = (...expressions: object[]) => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: expressions.length > 0 ? { Metrics: expressions } : { MetricName: "Errors" },
});
const dashboard = { Type: "AWS::CloudWatch::Dashboard" };
const poller = { Type: "AWS::Lambda::EventSourceMapping", Properties: { ScalingConfig: { MaximumConcurrency: 20 } } };
const stream = { Type: "AWS::Lambda::EventSourceMapping", Properties: { StartingPosition: "TRIM_HORIZON" } };

describe("what a deployment costs at rest", () => {
  it("is 10 cents for each metric of an alarm, 50 for a composite, and 3 dollars for each dashboard after the third", () => {
    const watched = {
      a: alarm(),
      b: alarm({ MetricStat: {} }, { MetricStat: {} }, { Expression: "m1 / m2" }),
      c: { Type: "AWS::CloudWatch::CompositeAlarm" },
      ...{ d: dashboard, e: dashboard, f: dashboard, g: dashboard },
    };
    expect(dollars(costAtRest([{ Resources: watched }], 0))).toMatchObject({
      "CloudWatch alarms": 0.8,
      "CloudWatch dashboards": 3,
    });
  });

  it("is five pollers' empty receives for each queue, streams being free", () => {
    const templates: Template[] = [{ Resources: { a: poller, b: stream } }, { Resources: { c: poller, d: poller } }];
    // 5 pollers x 129,600 receives: 25.92 cents for each of two standard queues, 32.4 for the FIFO queue.
    expect(dollars(costAtRest(templates, 1))).toMatchObject({ "SQS polls": 0.8424 });
  });
});

const usage = {
  ...noUsage(),
  http: 1,
  standardMessages: 2,
  fifoMessages: 1,
  standardSends: 1,
  fifoSends: 1,
  commits: 3,
  publishes: 2,
  publicEvents: 1,
  schedules: 1,
  emails: 1,
  writeUnits: 4,
  readUnits: 2,
  traceWriteUnits: 20,
  logBytes: 1_000,
  storedBytes: 2_000,
};
const assumed = { memoryGb: 0.5, runMs: 20, traced: 0.05 };

describe("what a million orders cost", () => {
  it("is counted requests times prices, when every message is handled alone", () => {
    expect(dollars(costOfOrders(usage, 1_000_000, { ...assumed, batch: 1 }))).toEqual({
      "HTTP API": 1,
      // 7 runs: 1.40 for the requests, and 0.07 GB-seconds a run.
      Lambda: 2.333338,
      // 5 requests of standard queues, 3 of FIFO queues.
      SQS: 3.5,
      SNS: 1,
      EventBridge: 1,
      Scheduler: 1,
      // 4 write units and a twentieth of 20, 2 read units.
      DynamoDB: 3.375,
      SES: 100,
      // 1,000 bytes: Lambda itself says nothing of a run that went well.
      "CloudWatch Logs": 0.5,
    });
  });

  it("is less in batches of ten by what batches share, and not by what each message writes", () => {
    expect(dollars(costOfOrders(usage, 1_000_000, { ...assumed, batch: 10 }))).toMatchObject({
      "HTTP API": 1,
      SQS: 0.35,
      SNS: 0.1,
      EventBridge: 1,
      DynamoDB: 3.375,
      SES: 100,
    });
  });

  it("is 45 cents a month for each gigabyte of facts, which are kept", () => {
    expect(costOfKeeping(usage, 1_000_000).dollars).toBeCloseTo(0.9, 10);
  });

  it("counts a log line's metrics once for each of its sets of dimensions", () => {
    const Dimensions = [["stage", "handler"], ["stage"]];
    const line = { _aws: { CloudWatchMetrics: [{ Dimensions, Metrics: [{ Name: "Handled" }] }] } };
    expect(metricsIn(JSON.stringify({ ...line, stage: "dev", handler: "shop/pay" }))).toEqual([
      "Handled stage=dev handler=shop/pay",
      "Handled stage=dev",
    ]);
    expect(metricsIn(JSON.stringify({ outcome: "waiting" }))).toEqual([]);
  });
});

describe("bugle cost", () => {
  it("prints what it counted, and its price for so many orders", async () => {
    const { code, stdout, stderr } = await run("cost", "--json", "--orders", "10");
    expect([code, stderr]).toEqual([0, ""]);
    const { usage, orders, alone } = JSON.parse(stdout).ofOrders;
    expect([orders, usage.http, usage.emails]).toEqual([10, 4, 1]);
    expect(dollars(alone)).toMatchObject({ "HTTP API": 0.00004, SES: 0.001 });
  });

  it("refuses a count that is none with a way out", async () => {
    const { code, stderr } = await run("cost", "--orders", "0");
    expect(code).toBe(2);
    expect(stderr).toContain("Give a whole number above 0.");
  });

  it("says what systems without a shop cost at rest, and that no order was counted", async () => {
    const root = await folderOf(bakery);
    const { code, stdout } = await run("cost", "--root", root);
    await rm(root, { recursive: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Each month, at rest\n[\s\S]*\nThere is no commerce system here, so no order was counted\.\nPrices: /,
    );
  });
});
