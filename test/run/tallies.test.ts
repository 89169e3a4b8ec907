import { expect, test } from "vitest";
import { lastLine, table } from "./report.ts";
import { bySuite, single, talliesOf } from "./tallies.ts";

const ran = (name: string, status: string, ...states: string[]) => ({
  name: `/bugle/test/${name}`,
  status,
  startTime: 1_000,
  endTime: 1_500,
  assertionResults: states.map((state) => ({ status: state })),
});
const tally = (exitCode: number, ...files: ReturnType<typeof ran>[]) =>
  talliesOf(JSON.stringify({ testResults: files }), exitCode, "/bugle/test");

test("tests are counted by their folder under test, a file directly in it by its name", () => {
  const files = [
    ran("systems/commerce/order.test.ts", "passed", "passed", "passed"),
    ran("systems/trading.test.ts", "failed", "passed", "failed"),
    ran("architecture.test.ts", "passed", "passed", "skipped", "todo"),
  ];
  expect(tally(1, ...files)).toEqual([
    { suite: "systems", passed: 3, failed: 1, skipped: 0, milliseconds: 1_000 },
    { suite: "architecture", passed: 1, failed: 0, skipped: 2, milliseconds: 500 },
  ]);
});

test("a file that could not be run counts as one failed", () => {
  expect(tally(1, ran("infra/a.test.ts", "failed"))).toEqual([
    { suite: "infra", passed: 0, failed: 1, skipped: 0, milliseconds: 500 },
  ]);
});

test("a file whose tests passed but whose hooks failed counts as one failed", () => {
  expect(tally(1, ran("infra/a.test.ts", "failed", "passed"))).toMatchObject([{ passed: 1, failed: 1 }]);
});

test("a test that never ended counts as failed", () => {
  expect(tally(1, ran("infra/a.test.ts", "passed", "passed", "pending"))).toMatchObject([{ passed: 1, failed: 1 }]);
});

test("an error outside any test counts as one failed", () => {
  const tallies = tally(1, ran("infra/a.test.ts", "passed", "passed"));
  expect(tallies.map(({ suite, failed }) => [suite, failed])).toEqual([
    ["infra", 0],
    ["vitest", 1],
  ]);
});

test.each([
  ["no report", undefined, 1],
  ["half a report", `{"testResults":[`, 0],
  ["a report of another shape", "{}", 0],
  ["no tests, though all is said to be well", `{"testResults":[]}`, 0],
])("%s counts as one failed", (_, json, exitCode) => {
  expect(talliesOf(json, exitCode, "/bugle/test")).toEqual([
    { suite: "vitest", passed: 0, failed: 1, skipped: 0, milliseconds: 0 },
  ]);
});

test("skipped tests alone are no tests", () => {
  expect(tally(0, ran("engine/a.test.ts", "passed", "skipped"))).toMatchObject([
    { suite: "engine", skipped: 1 },
    { suite: "vitest", failed: 1 },
  ]);
});

test("checks and test files of one suite share its row", () => {
  const tallies = bySuite([single("types", true, 100), single("lint", false, 50), single("types", true, 7)]);
  expect(tallies.map(({ suite, passed, failed }) => [suite, passed, failed])).toEqual([
    ["types", 2, 0],
    ["lint", 0, 1],
  ]);
});

test("the last line is the two totals and nothing more", () => {
  expect(lastLine([single("types", true, 1), single("lint", false, 1), single("cli", true, 1)])).toBe(
    "2 passed, 1 failed",
  );
});

test("the table has a row for each suite and a column of skipped tests only where there are any", () => {
  const plain = table([single("types", true, 1_240)]);
  expect(plain).toContain("types         1         0     1.2 s");
  expect(plain).not.toContain("skipped");
  expect(table([{ ...single("engine", true, 0), skipped: 3 }])).toContain(
    "engine         1         0         3     0.0 s",
  );
});
