import { relative, sep } from "node:path";
import { z } from "zod";

/** The outcome of one suite; time in milliseconds, summed over its files. */
export interface Tally {
  suite: string;
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
}

const file = z.object({
  name: z.string(),
  status: z.string(),
  startTime: z.number(),
  endTime: z.number(),
  assertionResults: z.array(z.object({ status: z.string() })),
});
const report = z.object({ testResults: z.array(file) });

/**
 * Counts what Vitest reports, by folder under `testRoot`.
 * A file that could not run, a crash, an error outside any test and a run of no tests each count as one failed.
 */
export function talliesOf(json: string | undefined, exitCode: number, testRoot: string): Tally[] {
  const tallies = filesOf(json).map((each) => tallyOf(each, testRoot));
  const { passed, failed } = total(tallies);
  const unexplained = failed === 0 && (passed === 0 || exitCode !== 0);
  return bySuite(unexplained ? [...tallies, single("vitest", false, 0)] : tallies);
}

/** The outcome of a check that counts as one test. */
export function single(suite: string, ok: boolean, milliseconds: number): Tally {
  return { suite, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, milliseconds };
}

/** One tally for each suite, in the order in which they first appear. */
export function bySuite(tallies: Tally[]): Tally[] {
  return [...Map.groupBy(tallies, ({ suite }) => suite).values()].map(total);
}

export function total(tallies: Tally[]): Tally {
  const sum = (of: "passed" | "failed" | "skipped" | "milliseconds") =>
    tallies.reduce((all, each) => all + each[of], 0);
  const suite = tallies[0]?.suite ?? "";
  return {
    suite,
    passed: sum("passed"),
    failed: sum("failed"),
    skipped: sum("skipped"),
    milliseconds: sum("milliseconds"),
  };
}

function filesOf(json: string | undefined): z.infer<typeof file>[] {
  try {
    return report.parse(JSON.parse(json ?? "")).testResults;
  } catch {
    return [];
  }
}

function tallyOf(
  { name, status, startTime, endTime, assertionResults }: z.infer<typeof file>,
  testRoot: string,
): Tally {
  const count = (...states: string[]) => assertionResults.filter((test) => states.includes(test.status)).length;
  const failed = count("failed", "pending");
  return {
    suite: suiteOf(relative(testRoot, name)),
    passed: count("passed"),
    failed: failed === 0 && status === "failed" ? 1 : failed,
    skipped: count("skipped", "todo"),
    milliseconds: endTime - startTime,
  };
}

function suiteOf(path: string): string {
  return (path.split(sep)[0] ?? path).replace(/\.test\.ts$/, "");
}
