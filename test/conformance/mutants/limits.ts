import type { Mutant } from "./list.ts";
import { directed, simulated } from "./runs.ts";

const PARKING_RUN = simulated("parking", 200);

/** Faults in what makes messages wait for their turn. */
export const limitFaults: readonly Mutant[] = [
  {
    name: "a key goes on behind its dead letter",
    file: "functions/runtime/delivery/park.ts",
    find: "if (!exhausted) return {};",
    replace: 'if (exhausted !== "halt") return {};',
    run: PARKING_RUN,
  },
  {
    name: "a key waits for a letter that has been answered",
    file: "functions/runtime/delivery/park.ts",
    find: "if (await isAnswered(worker, copy, envelope)) return undefined;",
    replace: "",
    run: PARKING_RUN,
  },
  {
    name: "letters of one key are answered in any order",
    file: "functions/runtime/delivery/claim.ts",
    find: "    if (!claim.parked || now < Date.parse(claim.until)) {",
    replace:
      "    if (claim.id !== item.envelope.id && claims.has(item.envelope.id)) continue;\n    if (!claim.parked || now < Date.parse(claim.until)) {",
    run: PARKING_RUN,
  },
  {
    name: "waiting for one's turn is a failure",
    file: "functions/runtime/delivery/held-back.ts",
    find: 'readonly verdict = "retryable";',
    replace: 'readonly verdict = "failed";',
    run: directed("test/conformance/rules/rates.test.ts"),
  },
  {
    name: "a letter waits in its key's group",
    file: "functions/runtime/letters.ts",
    find: "return isAwaited ? messageId",
    replace: 'return code === "" ? messageId',
    run: directed("test/conformance/rules/redriven-letters.test.ts"),
  },
  {
    name: "a halt ends with the first of its letters",
    file: "functions/runtime/memory/attempts.ts",
    find: "halted.get(consumer)?.delete(id);",
    replace: "halted.delete(consumer);",
    run: directed("test/conformance/rules/halts.test.ts"),
  },
  {
    name: "an empty bucket gives tokens",
    file: "functions/runtime/memory/rates.ts",
    find: "if (wait === 0) buckets",
    replace: "if (wait >= 0) buckets",
    run: directed("test/conformance/rules/rates.test.ts"),
  },
];
