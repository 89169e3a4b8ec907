import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LONGEST, longestFirst } from "./longest-first.ts";

const root = join(import.meta.dirname, "..", "..");

test("every file that is said to be long is there", () => {
  expect(LONGEST.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test("the longest files come first, in their order, and the others stay in theirs", () => {
  const names = ["infra/edge", "conformance/simulation-bank", "cli/check", "engine/all-systems"];
  const files = names.map((name) => ({ moduleId: `/bugle/test/${name}.test.ts` }));
  expect(longestFirst(files).map(({ moduleId }) => moduleId)).toEqual([
    "/bugle/test/engine/all-systems.test.ts",
    "/bugle/test/conformance/simulation-bank.test.ts",
    "/bugle/test/infra/edge.test.ts",
    "/bugle/test/cli/check.test.ts",
  ]);
});
