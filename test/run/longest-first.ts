import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files of half a minute or more, those that compute between those that wait. Where nothing has run before, files are
 * otherwise begun by their size, and the longest are among the shortest to read: a run would end with one of them alone.
 */
export const LONGEST = [
  "engine/all-systems",
  "conformance/simulation-bank",
  "engine/same-tree",
  "conformance/mutants",
  "conformance/dynamodb-local",
  "conformance/simulation-commerce",
  "engine/contract-dynamodb-local",
  "conformance/simulation-parking",
  "package/package",
  "engine/commerce",
  "conformance/simulation-tables",
  "engine/contract",
  "engine/stages",
  "infra/lint",
  "cli/load-readings",
  "cli/load-million",
  "engine/contract-command",
  "infra/deploy-guide",
  "conformance/dynamodb-local-process",
  "engine/interruption",
  "engine/killed-run",
].map((name) => `test/${name}.test.ts`);

/** The place of a file among the longest; behind them all if it is none. */
function rank({ moduleId }: Pick<TestSpecification, "moduleId">): number {
  const place = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
  return place < 0 ? LONGEST.length : place;
}

export const longestFirst = <F extends Pick<TestSpecification, "moduleId">>(files: readonly F[]): F[] =>
  files.toSorted((a, b) => rank(a) - rank(b));

/** Begins with the longest files, and goes on as Vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files));
  }
}
