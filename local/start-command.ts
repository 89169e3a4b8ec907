import type { LocalError } from "./engine/errors.ts";
import { assertSystems, chosenSystems } from "./runner/chosen.ts";
import { closers } from "./runner/closers.ts";
import { functionsOf } from "./runner/home.ts";
import { type Options, readOptions, usage } from "./runner/options.ts";
import { reporterFor } from "./runner/reporter.ts";
import { run } from "./runner/run.ts";
import { isOwn, strayFailure } from "./runner/stray-failure.ts";
import { sayTrouble } from "./runner/trouble.ts";

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

async function start(options: Options, root: string): Promise<number> {
  const functions = functionsOf(root, process.env);
  const reporter = reporterFor(options, streams);
  const { once, mode, engine } = options;
  const systems = chosenSystems(root, process.env, options);
  assertSystems(functions, systems);
  const interruption = new AbortController();
  const { signal } = interruption;
  const opened = closers();
  const crashed = Promise.withResolvers<never>();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());
  const trouble = sayTrouble((text) => signal.aborted || reporter.trouble(text));
  const stray = (error: unknown) => (isOwn(error) ? crashed.reject(error) : trouble(strayFailure(functions, error)));
  process.on("uncaughtException", stray);
  process.on("unhandledRejection", stray);
  // Whoever reads our output has left: nobody is there to be told, so all is stopped as if by Ctrl-C.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => interruption.abort());
  const stopping = () => reporter.step("stop", "handlers at work are given 3 s", 0);
  signal.addEventListener("abort", stopping);
  const running = run({ root, env: process.env, mode, systems, engine, once, reporter, closers: opened, signal });
  let failure: unknown;
  try {
    await Promise.race([running, crashed.promise]);
    return once && signal.aborted ? 130 : 0;
  } catch (error) {
    failure = error;
    return signal.aborted && !once ? 0 : fail(error);
  } finally {
    signal.removeEventListener("abort", stopping);
    interruption.abort();
    // What fails now fails because the rest has been stopped.
    running.catch(() => undefined);
    for (const error of await opened.close())
      if (error !== failure) streams.err(`While stopping: ${(error as Error).message}`);
  }
}

/** `npm start` with these arguments, for the checkout or project in `root`; answers the exit code, with all that it started stopped. */
export async function startCommand(args: readonly string[], root: string): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options.help) return await start(options, root);
    streams.out(usage);
    return 0;
  } catch (error) {
    return fail(error);
  }
}
