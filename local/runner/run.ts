import { join } from "node:path";
import { takeRunLock } from "../engine/run-lock.ts";
import { tryOut } from "../journeys/try-out.ts";
import { reloadOnSave } from "../reload/reload.ts";
import { listenApi } from "./api-server.ts";
import type { Closers } from "./closers.ts";
import type { BringUp } from "./ground.ts";
import { functionsOf, homeOf } from "./home.ts";
import type { Mode } from "./options.ts";
import { apiPortBeside } from "./ports.ts";
import { type Reporter, withPauses } from "./reporter.ts";
import { sayTrouble } from "./trouble.ts";

export interface RunOptions {
  /** The checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly mode: Mode;
  /** Names of the systems that run; absent: all. */
  readonly systems: readonly string[] | undefined;
  readonly engine: string | undefined;
  /** Ends when the journeys of all systems are complete. */
  readonly once: boolean;
  readonly reporter: Reporter;
  /** Learns how to stop each thing that was started. */
  readonly closers: Closers;
  readonly signal: AbortSignal;
}

/** Loaded when wanted: nobody in memory waits for the clients of AWS. */
const grounds: Record<Mode, () => Promise<BringUp>> = {
  memory: async () => (await import("../memory/ground.ts")).memoryGround,
  runner: async () => (await import("./engine-ground.ts")).engineGround("runner"),
  lambda: async () => (await import("./engine-ground.ts")).engineGround("lambda"),
};

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/** The whole of `npm start`; resolves when it was interrupted or, with `once`, when all is done. What was started is left to `closers`. */
export async function run(options: RunOptions): Promise<void> {
  const { root, env, mode, systems, engine, once, closers, signal } = options;
  const { reporter, quietly } = withPauses(options.reporter);
  const { home, state } = homeOf(root, env);
  const functions = functionsOf(root, env);
  const lock = await takeRunLock(home);
  closers.add(lock.release);
  const api = await listenApi(apiPortBeside(mode, env));
  closers.add(api.close);
  await lock.announce(api.url, mode, systems);
  const trouble = sayTrouble((text) => signal.aborted || reporter.trouble(text));
  const lost = Promise.withResolvers<never>();
  const working = (async () => {
    const bringUp = await grounds[mode]();
    const ground = await bringUp(
      { root, functions, systems, state, env, engine, reporter, trouble, closers, signal },
      lost.reject,
    );
    api.serve(ground.fetch);
    closers.add(api.close);
    const readOnce = (mode === "memory" ? ["local"] : ["local", "infra"]).map((name) => join(root, name));
    if (!once) reloadOnSave({ functions, systems, readOnce, ground, reporter, closers, signal });
    const lines = await tryOut({ url: api.url, root, state, once, reporter, quietly, signal }, ground);
    if (once) return;
    reporter.ready(api.url, lines);
    await untilAborted(signal);
  })();
  await Promise.race([working, lost.promise, untilAborted(signal)]);
}
