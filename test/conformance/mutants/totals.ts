import { DELIVERY, type Mutant } from "./list.ts";
import { directed } from "./runs.ts";

/** Faults in totals that are kept in parts. */
export const spreadFaults: readonly Mutant[] = [
  {
    name: "totals: a reader takes the first part for the whole",
    file: "functions/runtime/rows.ts",
    find: "{ length: partsOf(projection, key) }",
    replace: "{ length: Math.min(1, partsOf(projection, key)) }",
  },
  {
    name: "totals: after a conflict a worker counts where it was",
    file: `${DELIVERY}/total-try.ts`,
    find: "places.delete(worker);",
    replace: "places.has(worker);",
    run: directed("test/conformance/rules/spread.test.ts"),
  },
];
