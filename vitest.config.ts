import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/run/longest-first.ts";

/** Suites of functions that keep nothing between calls: their files share processes, which load once what all need. */
const together = ["systems", "runtime", "infra", "conformance/rules"].map((suite) => `test/${suite}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "apart",
          include: ["test/**/*.test.ts"],
          exclude: ["test/package/project/**", ...together],
        },
      },
      {
        extends: true,
        test: {
          name: "together",
          include: together,
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
    ],
  },
});
