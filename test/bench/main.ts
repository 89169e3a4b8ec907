import { join } from "node:path";
import type { Run } from "./bench.ts";
import { benchCommand } from "./command.ts";
import { thisMachine } from "./machine.ts";
import type { Results } from "./results.ts";
import { tableOf } from "./table.ts";

const SECTIONS = [
  "counts",
  "cost",
  "cpu",
  "wall",
  "bundles",
  "trading",
  "path",
  "eager",
  "castore",
  "readings",
  "local",
] as const;
type Section = (typeof SECTIONS)[number];

const usage = `usage: npm run bench [-- options]

Measures what a message costs, beside Powertools for Lambda and Castore on the same work, prints a table and writes
test/bench/results.json. A whole run takes about ten minutes; compare only figures of one run.

  --only <section>  ${SECTIONS.join(", ")};
                    may be given several times; nothing is written
  --quick           fewer rounds, to see that it works; nothing is written
  --json            the figures as JSON on standard output, in place of the table
  --help            this text

Exit codes: 0 measured, 1 failed, 2 an option is wrong, 130 interrupted`;

/** Each section is loaded when it is run: a look at the counts should not wait for the bundler. */
const sections: Readonly<Record<Section, (run: Run) => Promise<unknown>>> = {
  counts: async (run) => (await import("./sections/counts.ts")).counts(run),
  cost: async () => (await import("./sections/cost.ts")).cost(),
  cpu: async (run) => (await import("./sections/time.ts")).cpu(run),
  wall: async (run) => (await import("./sections/time.ts")).wall(run),
  bundles: async (run) => (await import("./sections/bundles.ts")).bundles(run),
  trading: async (run) => (await import("./sections/trading.ts")).trading(run),
  path: async () => (await import("./trading/path.ts")).pathOfAnOrder(),
  eager: async (run) => (await import("./sections/eager.ts")).eager(run),
  castore: async (run) => (await import("./sections/castore.ts")).castore(run),
  readings: async (run) => (await import("./sections/readings.ts")).readings(run),
  local: async (run) => (await import("./sections/local.ts")).local(run),
};

async function measure(names: readonly Section[], run: Run): Promise<Results> {
  const results: Record<string, unknown> = { date: new Date().toISOString().slice(0, 10), machine: thisMachine() };
  for (const name of names) {
    run.signal.throwIfAborted();
    results[name] = await sections[name](run);
  }
  return results as unknown as Results;
}

const kept = join(import.meta.dirname, "results.json");

process.exit(await benchCommand({ script: "bench", usage, part: "section", names: SECTIONS, measure, tableOf, kept }));
