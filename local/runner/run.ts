import { join } from "node:path";
import { dynamodbTrace } from "../../functions/runtime/aws/dynamodb-trace.ts";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import { LocalError } from "../engine/errors.ts";
import { takeRunLock } from "../engine/run-lock.ts";
import { chosenApiPort, listenApi } from "./api-server.ts";
import { allListeners, openApis } from "./apis.ts";
import { awaitJourney } from "./await-journey.ts";
import { bringEngineUp, bringUp, type Up } from "./bring-up.ts";
import type { Closers } from "./closers.ts";
import { curlLines, type FirstOrder, placeOrder } from "./first-order.ts";
import { homeOf } from "./home.ts";
import type { Reporter } from "./reporter.ts";
import { step } from "./steps.ts";
import { sayTrouble } from "./trouble.ts";
import { engineGone } from "./watch-endpoint.ts";

export interface RunOptions {
  /** The checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
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

async function showJourney({ reporter, signal }: RunOptions, { cloud, systems }: Up, order: FirstOrder): Promise<void> {
  const table = systems.find(({ name }) => name === "commerce")?.environment.tables.trace ?? "";
  const trace = dynamodbTrace(cloud.clients.dynamodb, table);
  const listeners = allListeners(cloud.loaded.manifest);
  const deadline = performance.now() + JOURNEY_MS;
  for (const [i, { title, correlationId }] of order.requests.entries()) {
    const containing = i === order.requests.length - 1 ? ENDS : [];
    const within = Math.max(0, deadline - performance.now());
    const partly = (nodes: JourneyNode[]) => reporter.journey(`${title}, so far`, nodes);
    const nodes = await awaitJourney({ trace, correlationId, listeners, containing, within, signal, partly });
    reporter.journey(title, nodes);
  }
}

async function work(options: RunOptions, url: string, up: Up): Promise<void> {
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
    () => showJourney(options, up, order),
    () => "complete",
  ).catch((error: LocalError) => {
    if (once) throw error;
    reporter.trouble(`${error.message} ${error.help}`);
  });
  if (!once) reporter.ready(url, curlLines(url, order));
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/** The whole of `npm start`; resolves when it was interrupted or, with `once`, when all is done. What was started is left to `closers`. */
export async function run(options: RunOptions): Promise<void> {
  const { root, env, once, reporter, closers, signal } = options;
  const { home, state } = homeOf(root, env);
  const functions = join(root, "functions");
  const lock = await takeRunLock(home);
  closers.add(lock.release);
  const api = await listenApi(chosenApiPort(env));
  closers.add(api.close);
  await lock.announce(api.url);
  const trouble = sayTrouble((text) => signal.aborted || reporter.trouble(text));
  const bringing = { root, functions, state, env, reporter, trouble, closers, signal };
  const engine = await bringEngineUp(bringing);
  const gone = engineGone(engine, signal).then((message) => {
    throw new LocalError({
      code: "engine-gone",
      message,
      help: `Run the same command again; what the engine said last is in ${join(state, "engine.log")}.`,
    });
  });
  const working = (async () => {
    const up = await bringUp(bringing, engine);
    api.serve(await openApis(up.cloud, functions, up.systems, trouble));
    closers.add(api.close);
    await work(options, api.url, up);
    if (!once) await untilAborted(signal);
  })();
  await Promise.race([working, gone, untilAborted(signal)]);
}
