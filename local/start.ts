import { join } from "node:path";
import type { LocalError } from "./engine/errors.ts";
import { closers } from "./runner/closers.ts";
import { type Options, readOptions, usage } from "./runner/options.ts";
import { reporterFor } from "./runner/reporter.ts";
import { run } from "./runner/run.ts";

const root = join(import.meta.dirname, "..");
const interruption = new AbortController();
const opened = closers();
const crashed = Promise.withResolvers<never>();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interruption.abort());
process.on("uncaughtException", crashed.reject);
// Whoever reads our output has left: nobody is there to be told, so all is stopped as if by Ctrl-C.
process.stdout.on("error", () => interruption.abort());

const streams = {
  out: (line: string) => process.stdout.write(`${line}\n`),
  err: (line: string) => process.stderr.write(`${line}\n`),
  colored: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
};

/** Says what went wrong in a sentence and what to do about it; answers the exit code. */
function fail(error: unknown): number {
  const { code, message = String(error), help } = error as Partial<LocalError>;
  streams.err([message, help].filter(Boolean).join("\n"));
  return code === "usage" ? 2 : 1;
}

/** Stops all that was started; says what fails at that, but for what has been told already. */
async function stopAll(told: unknown): Promise<void> {
  for (const error of await opened.close())
    if (error !== told) streams.err(`While stopping: ${(error as Error).message}`);
}

async function start(options: Options): Promise<number> {
  const reporter = reporterFor(options, streams);
  const { once } = options;
  const running = run({ root, env: process.env, once, reporter, closers: opened, signal: interruption.signal });
  let failure: unknown;
  const stopping = () => reporter.step("stop", "handlers at work are given 3 s", 0);
  interruption.signal.addEventListener("abort", stopping);
  try {
    await Promise.race([running, crashed.promise]);
    return once && interruption.signal.aborted ? 130 : 0;
  } catch (error) {
    failure = error;
    return interruption.signal.aborted && !once ? 0 : fail(error);
  } finally {
    interruption.signal.removeEventListener("abort", stopping);
    interruption.abort();
    // What fails now fails because the rest has been stopped.
    running.catch(() => undefined);
    await stopAll(failure);
  }
}

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (!options.help) return await start(options);
    streams.out(usage);
    return 0;
  } catch (error) {
    return fail(error);
  }
}

process.exit(await main());
