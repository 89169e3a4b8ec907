import { expect, it, vi } from "vitest";
import { jsonLog, jsonPublished, jsonReport } from "../../functions/runtime/aws/log.ts";

vi.useFakeTimers({ now: 1_800_000_000_000 });

const line = {
  system: "commerce",
  handler: "commerce/submit-order",
  id: "m-1",
  type: "SubmitOrder",
  correlationid: "c-1",
  outcome: "dead",
  code: "exhausted",
  ms: 12,
};

const logged = (given: typeof line): string => {
  const written: string[] = [];
  jsonLog("dev", (text) => written.push(text))(given);
  return written.join("");
};

it("a message leaves one line of JSON that says who, what and how it ended, and is a metric by handler and by system", () => {
  expect(logged(line)).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(logged(line))).toEqual({
    _aws: {
      Timestamp: 1_800_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "Bugle",
          Dimensions: [
            ["stage", "handler"],
            ["stage", "system"],
          ],
          Metrics: [{ Name: "DeadLettered" }, { Name: "Duration", Unit: "Milliseconds" }],
        },
      ],
    },
    ...line,
    stage: "dev",
    DeadLettered: 1,
    Duration: 12,
  });
});

it.each([
  ["done", "Handled"],
  ["rejected", "Rejected"],
  ["retry", "Failed"],
  ["lost", "Failed"],
  ["dropped", "Dropped"],
])("a message that ends %s counts as %s", (outcome, metric) => {
  expect(JSON.parse(logged({ ...line, outcome }))).toHaveProperty(metric, 1);
});

it.each(["waiting", "duplicate", "202"])("a message that is %s is told and not counted", (outcome) => {
  expect(JSON.parse(logged({ ...line, outcome }))).toEqual({ ...line, stage: "dev", outcome });
});

it("a message's data never reaches the log, even when a caller hands it over", () => {
  const carelessly = {
    ...line,
    data: { card: "4242" },
    reason: "card 4242 is refused",
    code: "card 4242",
    at: "4242:1",
  };
  expect(logged(carelessly)).not.toContain("4242");
});

it("published events leave one metric for each type", () => {
  const written: string[] = [];
  const tell = jsonPublished({ stage: "dev", system: "shop" }, (text) => written.push(text));
  tell(["OrderPlaced", "OrderPaid", "OrderPlaced"]);
  const told = written.map((text) => JSON.parse(text));
  expect(told.map(({ type, Published }) => [type, Published])).toEqual([
    ["OrderPlaced", 2],
    ["OrderPaid", 1],
  ]);
  expect(told[0]._aws.CloudWatchMetrics[0].Dimensions).toEqual([["stage", "system", "type"]]);
});

it("a failed request leaves its code and where it failed, not its message, however that is laid out", () => {
  const written: string[] = [];
  const error = Object.assign(new TypeError("no card\n    at 4242 (4242.ts:1:1)"), { code: "no-card" });
  jsonReport({ stage: "dev", system: "shop" }, (text) => written.push(text))("r-1", error);
  const told = JSON.parse(written.join(""));
  expect(told).toMatchObject({ stage: "dev", system: "shop", id: "r-1", outcome: "failed", code: "no-card" });
  expect(told.frames[0]).toContain("log.test.ts");
  expect(written.join("")).not.toContain("4242");
});
