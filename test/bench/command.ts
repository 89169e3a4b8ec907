import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "./bench.ts";
import { type Options, readOptions } from "./options.ts";

/** A bench as a command. */
export interface Bench<N extends string, R> {
  /** Of package.json. */
  readonly script: string;
  readonly usage: string;
  /** What its parts are called, and their names. */
  readonly part: string;
  readonly names: readonly N[];
  readonly measure: (names: readonly N[], run: Run) => Promise<R>;
  readonly tableOf: (results: R) => string;
  /** The file in which the results of a whole run are kept. */
  readonly kept: string;
}

async function measured<N extends string, R>(bench: Bench<N, R>, options: Options<N>, signal: AbortSignal): Promise<R> {
  const { quick, only } = options;
  const scratch = await mkdtemp(join(tmpdir(), "bugle-bench-"));
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const names = bench.names.filter((name) => only.length === 0 || only.includes(name));
    return await bench.measure(names, { quick, signal, progress, scratch });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function run<N extends string, R>(bench: Bench<N, R>, options: Options<N>, signal: AbortSignal): Promise<void> {
  const results = await measured(bench, options, signal);
  const json = JSON.stringify(results, null, 2);
  process.stdout.write(`${options.json ? json : bench.tableOf(results)}\n`);
  if (!options.quick && options.only.length === 0) await writeFile(bench.kept, `${json}\n`);
}

/**
 * Runs a bench with the arguments of this process; prints its table, and keeps the results of a whole run.
 * Answers the exit code: 0 measured, 1 failed, 2 an option is wrong, 130 interrupted.
 */
export async function benchCommand<N extends string, R>(bench: Bench<N, R>): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interruption.abort());
  // Whoever reads along has left: what was started is stopped as if by Ctrl-C.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => interruption.abort());
  let options: Options<N>;
  try {
    options = readOptions(process.argv.slice(2), bench.part, bench.names);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\`npm run ${bench.script} -- --help\` lists the options.\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(`${bench.usage}\n`);
    return 0;
  }
  try {
    await run(bench, options, interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}
