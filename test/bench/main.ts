import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "./bench.ts";
import { thisMachine } from "./machine.ts";
import { type Options, readOptions, SECTIONS, type Section, usage } from "./options.ts";
import type { Results } from "./results.ts";
import { tableOf } from "./table.ts";

const RESULTS = join(import.meta.dirname, "results.json");

/** Each section is loaded when it is run: a look at the counts should not wait for the bundler. */
const sections: Readonly<Record<Section, (run: Run) => Promise<unknown>>> = {
  counts: async (run) => (await import("./sections/counts.ts")).counts(run),
  cost: async () => (await import("./sections/cost.ts")).cost(),
  cpu: async (run) => (await import("./sections/time.ts")).cpu(run),
  wall: async (run) => (await import("./sections/time.ts")).wall(run),
  bundles: async (run) => (await import("./sections/bundles.ts")).bundles(run),
  local: async (run) => (await import("./sections/local.ts")).local(run),
};

async function measure({ quick, only }: Options, signal: AbortSignal): Promise<Results> {
  const scratch = await mkdtemp(join(tmpdir(), "bugle-bench-"));
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  const results: Record<string, unknown> = { date: new Date().toISOString().slice(0, 10), machine: thisMachine() };
  try {
    for (const name of SECTIONS.filter((section) => only.length === 0 || only.includes(section))) {
      signal.throwIfAborted();
      results[name] = await sections[name]({ quick, signal, progress, scratch });
    }
    return results as unknown as Results;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function bench(options: Options, signal: AbortSignal): Promise<void> {
  const results = await measure(options, signal);
  const json = JSON.stringify(results, null, 2);
  process.stdout.write(`${options.json ? json : tableOf(results)}\n`);
  if (!options.quick && options.only.length === 0) await writeFile(RESULTS, `${json}\n`);
}

async function main(): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interruption.abort());
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\`npm run bench -- --help\` lists the options.\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  try {
    await bench(options, interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

process.exit(await main());
