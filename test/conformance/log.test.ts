import { expect, it } from "vitest";
import { logLine } from "../../functions/runtime/aws/log.ts";

const line = {
  system: "commerce",
  handler: "submit-order",
  id: "m-1",
  type: "SubmitOrder",
  correlationid: "c-1",
  outcome: "dead",
  code: "exhausted",
  ms: 12,
};

it("a message leaves one line of JSON that says who, what and how it ended", () => {
  const written: string[] = [];
  logLine(line, (text) => written.push(text));
  expect(written).toEqual([
    '{"system":"commerce","handler":"submit-order","id":"m-1","type":"SubmitOrder","correlationid":"c-1","outcome":"dead","code":"exhausted","ms":12}\n',
  ]);
});

it("a message's data never reaches the log, even when a caller hands it over", () => {
  const written: string[] = [];
  const carelessly = { ...line, data: { card: "4242" } };
  logLine(carelessly, (text) => written.push(text));
  expect(written.join("")).not.toContain("4242");
});
