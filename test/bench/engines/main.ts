import { join } from "node:path";
import type { Run } from "../bench.ts";
import { benchCommand } from "../command.ts";
import { thisMachine } from "../machine.ts";
import { figuresAt } from "./figures.ts";
import { PLACES, type Place } from "./places.ts";
import type { EngineResults, Figures } from "./results.ts";
import { tableOf } from "./table.ts";

const usage = `usage: npm run bench:engines [-- options]

Measures MiniStack and LocalStack beside each other, with handlers in \`npm start\` and as Lambdas inside the
engine: start, deploy, latency, throughput, memory. Prints a table and writes test/bench/engines/results.json.
A whole run takes about five minutes; compare only figures of one run.

  --only <place>  ${PLACES.join(", ")};
                  may be given several times; nothing is written
  --quick         fewer rounds, to see that it works; nothing is written
  --json          the figures as JSON on standard output, in place of the table
  --help          this text

Exit codes: 0 measured, 1 failed, 2 an option is wrong, 130 interrupted`;

/** One after another: beside each other they would take each other's cores. */
async function measure(names: readonly Place[], run: Run): Promise<EngineResults> {
  const places: { [place in Place]?: Figures } = {};
  for (const name of names) {
    run.signal.throwIfAborted();
    places[name] = await figuresAt(name, run);
  }
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine(), places };
}

const kept = join(import.meta.dirname, "results.json");

process.exit(
  await benchCommand({ script: "bench:engines", usage, part: "place", names: PLACES, measure, tableOf, kept }),
);
