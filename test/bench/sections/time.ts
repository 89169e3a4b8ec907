import { fileURLToPath } from "node:url";
import { inTurns, type Run } from "../bench.ts";
import { measureInChild } from "../child.ts";
import type { ContenderName } from "../measured/contenders.ts";
import type { Measured } from "../measured/measure.ts";
import { ratioOf, type Spread, spreadOf } from "../stats.ts";

const SCRIPT = fileURLToPath(new URL("../measured/measure.ts", import.meta.url));
const MESSAGES = 10;

/** What stands beside what: each Bugle recipe beside Powertools on the same kind of queue. */
const RIVALS = {
  stateless: "powertools",
  again: "powertools",
  hold: "powertools",
  state: "powertools-fifo",
} as const satisfies Partial<Record<ContenderName, ContenderName>>;

export interface TimeRow {
  readonly contender: ContenderName;
  readonly figure: Spread;
  /** Beside Powertools on a standard queue; and on a queue of the same kind. */
  readonly ratio: number;
  readonly ratioOfKind?: number;
}

interface Plan {
  readonly title: string;
  readonly delay: number;
  readonly warm: number;
  readonly batches: number;
  readonly rounds: number;
  readonly names: readonly ContenderName[];
  readonly figureOf: (measured: Measured) => number;
}

async function rows(plan: Plan, { progress, signal }: Run): Promise<TimeRow[]> {
  const { title, delay, warm, batches, rounds, names, figureOf } = plan;
  const args = [delay, warm, batches].map(String);
  const figures = await inTurns(names, rounds, async (name, round) => {
    if (name === names[0]) progress(`${title}: round ${round + 1} of ${rounds}`);
    return figureOf(await measureInChild<Measured>(SCRIPT, [name, ...args], signal));
  });
  return names.map((contender) => {
    const rival = contender in RIVALS ? RIVALS[contender as keyof typeof RIVALS] : undefined;
    return {
      contender,
      figure: spreadOf(figures[contender]),
      ratio: ratioOf(figures[contender], figures.powertools),
      ...(rival && { ratioOfKind: ratioOf(figures[contender], figures[rival]) }),
    };
  });
}

const ALL: readonly ContenderName[] = ["powertools", "powertools-fifo", "stateless", "again", "state", "hold"];

/** Microseconds of CPU per message, of all threads, in batches of ten; AWS answers at once. */
export const cpu = (run: Run): Promise<TimeRow[]> =>
  rows(
    {
      title: "CPU",
      delay: 0,
      warm: run.quick ? 20 : 200,
      batches: run.quick ? 30 : 300,
      rounds: run.quick ? 2 : 7,
      names: [...ALL, "powertools-thrifty"],
      figureOf: ({ cpu }) => cpu / MESSAGES,
    },
    run,
  );

/** Milliseconds per batch of ten by the clock; AWS answers after 5 ms. */
export const wall = (run: Run): Promise<TimeRow[]> =>
  rows(
    {
      title: "wall time",
      delay: 5,
      warm: run.quick ? 5 : 30,
      batches: run.quick ? 5 : 40,
      rounds: run.quick ? 2 : 5,
      names: ALL,
      figureOf: ({ wall }) => wall,
    },
    run,
  );
