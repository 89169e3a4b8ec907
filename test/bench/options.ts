import { parseArgs } from "node:util";

export const SECTIONS = ["counts", "cost", "cpu", "wall", "bundles", "local"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  readonly help: boolean;
  readonly json: boolean;
  readonly quick: boolean;
  readonly only: readonly Section[];
}

export const usage = `usage: npm run bench [-- options]

Measures what a message costs, beside Powertools for Lambda on the same work, prints a table and writes
test/bench/results.json. A whole run takes about eight minutes; compare only figures of one run.

  --only <section>  ${SECTIONS.join(", ")}; may be given several times; nothing is written
  --quick           fewer rounds, to see that it works; nothing is written
  --json            the figures as JSON on standard output, in place of the table
  --help            this text

Exit codes: 0 measured, 1 failed, 2 an option is wrong, 130 interrupted`;

const isSection = (name: string): name is Section => SECTIONS.some((section) => section === name);

/** Reads the options; throws an error with exit code 2 for one that is not known. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", default: false, short: "h" },
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
    },
  });
  const only = values.only.filter(isSection);
  const wrong = values.only.find((name) => !isSection(name));
  if (wrong !== undefined) throw new Error(`there is no section ${wrong}: the sections are ${SECTIONS.join(", ")}`);
  return { ...values, only };
}
