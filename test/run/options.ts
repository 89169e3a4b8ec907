import { parseArgs } from "node:util";

export const usage =
  "usage: npm test -- [--seed N] [file filters…]\n\nRuns types, lint and every suite, or the files whose path holds a filter; --seed runs the one schedule it names.";

/** What the command line asks for. */
export interface Options {
  seed: string | undefined;
  filters: string[];
}

/** Reads the command line. Throws with a message for the user where it cannot be followed. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({ args, options: { seed: { type: "string" } }, allowPositionals: true });
  if (values.seed !== undefined && !/^\d{1,15}$/.test(values.seed)) {
    throw new Error(`--seed takes a whole number of at most 15 digits, not "${values.seed}"`);
  }
  return { seed: values.seed, filters: positionals };
}
