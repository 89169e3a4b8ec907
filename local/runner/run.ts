import { join } from "node:path";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import type { LocalError } from "../engine/errors.ts";
import { takeRunLock } from "../engine/run-lock.ts";
import { reloadOnSave } from "../reload/reload.ts";
import { listenApi } from "./api-server.ts";
import { awaitJourney } from "./await-journey.ts";
import type { Closers } from "./closers.ts";
import { curlLines, type FirstOrder, placeOrder } from "./first-order.ts";
import type { BringUp, Ground } from "./ground.ts";
import { functionsOf, homeOf } from "./home.ts";
import type { Mode } from "./options.ts";
import { apiPortBeside } from "./ports.ts";
import type { Reporter } from "./reporter.ts";
import { step } from "./steps.ts";
import { sayTrouble } from "./trouble.ts";

export interface RunOptions {
  /** The checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly mode: Mode;
  readonly engine: string | undefined;
  /** Ends when the first order's journey is complete. */
  readonly once: boolean;
  readonly reporter: Reporter;
  /** Learns how to stop each thing that was started. */
  readonly closers: Closers;
  readonly signal: AbortSignal;
}

const JOURNEY_MS = 60_000;
/** The last of the journey that a customer sees: the parcel, and the receipt. */
const ENDS = ["OrderShipped", "SendEmail"];
/** The system whose HTTP face takes the first order. */
const SHOP = "commerce";

/** Loaded when wanted: nobody in memory waits for the clients of AWS. */
const grounds: Record<Mode, () => Promise<BringUp>> = {
  memory: async () => (await import("../memory/ground.ts")).memoryGround,
  runner: async () => (await import("./engine-ground.ts")).engineGround("runner"),
  lambda: async () => (await import("./engine-ground.ts")).engineGround("lambda"),
};

async function showJourney({ reporter, signal }: RunOptions, ground: Ground, order: FirstOrder): Promise<void> {
  const { trace, listeners } = ground;
  const deadline = performance.now() + JOURNEY_MS;
  for (const [i, { title, correlationId }] of order.requests.entries()) {
    const containing = i === order.requests.length - 1 ? ENDS : [];
    const within = Math.max(0, deadline - performance.now());
    const partly = (nodes: JourneyNode[]) => reporter.journey(`${title}, so far`, nodes);
    const nodes = await awaitJourney({ trace, correlationId, listeners, containing, within, signal, partly });
    reporter.journey(title, nodes);
  }
}

/** Places the first order, where there is a shop, and shows its journey; answers lines for a shell that do the same. */
async function tryOut(options: RunOptions, url: string, ground: Ground): Promise<string[]> {
  if (!ground.systems.includes(SHOP)) return [];
  const { once, reporter } = options;
  const order = await step(
    reporter,
    "order",
    () => placeOrder(url),
    ({ orderId }) => `${orderId} submitted`,
  );
  await step(
    reporter,
    "journey",
    () => showJourney(options, ground, order),
    () => "complete",
  ).catch((error: LocalError) => {
    if (once) throw error;
    reporter.trouble(`${error.message} ${error.help}`);
  });
  return curlLines(url, order);
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/** The whole of `npm start`; resolves when it was interrupted or, with `once`, when all is done. What was started is left to `closers`. */
export async function run(options: RunOptions): Promise<void> {
  const { root, env, mode, engine, once, reporter, closers, signal } = options;
  const { home, state } = homeOf(root, env);
  const functions = functionsOf(root, env);
  const lock = await takeRunLock(home);
  closers.add(lock.release);
  const api = await listenApi(apiPortBeside(mode, env));
  closers.add(api.close);
  await lock.announce(api.url, mode);
  const trouble = sayTrouble((text) => signal.aborted || reporter.trouble(text));
  const lost = Promise.withResolvers<never>();
  const working = (async () => {
    const bringUp = await grounds[mode]();
    const ground = await bringUp(
      { root, functions, state, env, engine, reporter, trouble, closers, signal },
      lost.reject,
    );
    api.serve(ground.fetch);
    closers.add(api.close);
    const readOnce = (mode === "memory" ? ["local"] : ["local", "infra"]).map((name) => join(root, name));
    if (!once) reloadOnSave({ functions, readOnce, ground, reporter, closers, signal });
    const lines = await tryOut(options, api.url, ground);
    if (once) return;
    reporter.ready(api.url, lines);
    await untilAborted(signal);
  })();
  await Promise.race([working, lost.promise, untilAborted(signal)]);
}
