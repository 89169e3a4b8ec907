import { describe, expect, it } from "vitest";
import { laterFaults } from "./mutants/later.ts";
import { limitFaults } from "./mutants/limits.ts";
import { brokenRules, seededBugs } from "./mutants/list.ts";
import { tryMutant } from "./mutants/run.ts";
import { spreadFaults } from "./mutants/totals.ts";

describe("the suite finds every fault put into the code", () => {
  it.each([...seededBugs, ...brokenRules, ...laterFaults, ...limitFaults, ...spreadFaults])(
    "$name",
    { timeout: 120_000 },
    async (mutant) => {
      const { found, by } = await tryMutant(mutant);
      expect(found, by).toBe(true);
      expect(by).not.toMatch(/SyntaxError|ERR_|TypeError/);
    },
  );
});
