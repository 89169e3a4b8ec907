import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Ended, run, stopAll } from "./run/children.ts";
import { inMemoryAlone, type Options, readOptions, usage } from "./run/options.ts";
import { header, lastLine, outcome, table } from "./run/report.ts";
import { bySuite, single, type Tally, talliesOf, total } from "./run/tallies.ts";

let interrupted = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    stopAll();
  });
}

async function check(suite: string, command: string, running: Promise<Ended>): Promise<Tally> {
  console.log(header(suite, command));
  const { code, output, milliseconds } = await running;
  process.stdout.write(output);
  console.log(outcome(suite, code === 0, milliseconds));
  return single(suite, code === 0, milliseconds);
}

const given = ({ seed, engine }: Options) => ({
  ...(seed !== undefined && { BUGLE_SEED: seed }),
  ...(engine !== undefined && { BUGLE_ENGINE: engine }),
});

async function tests(options: Options): Promise<Tally[]> {
  const { seed, filters } = options;
  const report = join(import.meta.dirname, "..", ".bugle", `test-report-${process.pid}.json`);
  const left = options.engine === undefined ? [] : inMemoryAlone.flatMap((file) => ["--exclude", file]);
  const args = ["run", ...filters, ...left, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  console.log(header("tests", seed === undefined ? "vitest run" : `vitest run, seed ${seed}`));
  const { code, milliseconds } = await run("vitest", args, { shown: true, env: given(options) });
  const json = await readFile(report, "utf8").catch(() => undefined);
  await rm(report, { force: true });
  const tallies = talliesOf(json, code, import.meta.dirname);
  console.log(outcome("tests", total(tallies).failed === 0, milliseconds));
  return tallies;
}

async function statics(): Promise<Tally[]> {
  const colours = process.stdout.isTTY;
  const types = run("tsc", ["--noEmit", ...(colours ? ["--pretty"] : [])]);
  const lint = run("biome", ["ci", `--colors=${colours ? "force" : "off"}`, "."]);
  const unused = run("knip", ["--no-progress"]);
  return [
    await check("types", "tsc --noEmit", types),
    await check("lint", "biome ci", lint),
    await check("unused", "knip", unused),
  ];
}

async function main(options: Options): Promise<void> {
  // What does not depend on the engine has been checked without one.
  const checks = options.engine === undefined ? await statics() : [];
  const tallies = bySuite([...checks, ...(interrupted ? [] : await tests(options))]);
  if (interrupted) {
    console.error("interrupted");
    process.exitCode = 130;
    return;
  }
  if (options.engine !== undefined) await run("node", ["cli/bugle.ts", "doctor"], { shown: true, env: given(options) });
  console.log(table(tallies));
  console.log(lastLine(tallies));
  process.exitCode = total(tallies).failed === 0 ? 0 : 1;
}

function optionsOrUsage(): Options {
  try {
    const args = process.argv.slice(2);
    if (!args.includes("--help")) return readOptions(args);
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

await main(optionsOrUsage());
