import { parseArgs } from "node:util";

export const usage =
  "usage: npm test -- [--seed N] [file filters…]\n\nRuns types, lint and every suite, or the files whose path holds a filter; --seed runs the one schedule it names.\n--engine localstack runs the suites of the engine and of conformance, or those filtered, on LocalStack: `npm run test:localstack`.";

/** What the command line asks for. */
export interface Options {
  seed: string | undefined;
  /** The engine the suites run on; undefined: MiniStack. */
  engine: string | undefined;
  filters: string[];
}

/** The suites that are about an engine. */
const ofEngine = ["test/engine/", "test/conformance/"];

/** What of them no engine has a part in: thousands of schedules in memory. */
export const inMemoryAlone = ["simulation-bank", "simulation-commerce", "simulation-latest", "mutants"].map(
  (name) => `test/conformance/${name}.test.ts`,
);

/** Reads the command line. Throws with a message for the user where it cannot be followed. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    options: { seed: { type: "string" }, engine: { type: "string" } },
    allowPositionals: true,
  });
  if (values.seed !== undefined && !/^\d{1,15}$/.test(values.seed)) {
    throw new Error(`--seed takes a whole number of at most 15 digits, not "${values.seed}"`);
  }
  const filters = values.engine !== undefined && positionals.length === 0 ? ofEngine : positionals;
  return { seed: values.seed, engine: values.engine, filters };
}
