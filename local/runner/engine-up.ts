import { chosenEndpoint, chosenProduct, type Engine } from "../engine/endpoint.ts";
import { openEngine } from "../engine/engine.ts";
import { logOf } from "../engine/engine-process.ts";
import { LocalError } from "../engine/errors.ts";
import type { Product } from "../engine/probe.ts";
import { recipes } from "../engine/recipes.ts";
import { stopChildren } from "../setup/child.mjs";
import { setUp } from "../setup/set-up.mjs";
import type { BringUpOptions } from "./ground.ts";
import { step } from "./steps.ts";
import { engineGone } from "./watch-endpoint.ts";

/** Installs the engine unless it is there; throws SetupFailure, which has `help`. */
async function installEngine({ root, closers }: BringUpOptions, product: Product): Promise<void> {
  closers.add(stopChildren);
  const [failure] = await setUp(root, [recipes[product].part]);
  if (failure) throw failure;
}

function refuseTwo({ engine, env }: BringUpOptions): void {
  if (engine === undefined || chosenEndpoint(env) === undefined) return;
  throw new LocalError({
    code: "engine-and-endpoint",
    message: `There is an endpoint to use, ${env["AWS_ENDPOINT_URL"]}, and an engine to start, ${engine}.`,
    help: "Unset AWS_ENDPOINT_URL, or leave out --engine.",
  });
}

const toldOf = ({ kind, endpoint, product, version, dynamodb }: Engine): string =>
  `${kind} at ${endpoint} (${product} ${version}${dynamodb === undefined ? "" : `, DynamoDB Local at 127.0.0.1:${dynamodb}`})`;

/** Finds or starts the engine, and lets it be stopped from the first moment on; throws what `openEngine` throws. */
export async function bringEngineUp(options: BringUpOptions, lost: (error: LocalError) => void): Promise<Engine> {
  const { root, state, env, engine: name, reporter, closers, signal } = options;
  refuseTwo(options);
  const product = chosenProduct(name, env);
  if (chosenEndpoint(env) === undefined) await installEngine(options, product);
  const start = performance.now();
  const log = (line: string) => reporter.step("engine", line, Math.round(performance.now() - start));
  const open = () => {
    const opening = openEngine({ root, state, env, product, log });
    closers.add(async () => stopEngine(options, await opening.catch(() => undefined)));
    return opening;
  };
  const engine = await step(reporter, "engine", open, toldOf);
  void engineGone(engine, signal).then((message) =>
    lost(
      new LocalError({
        code: "engine-gone",
        message,
        help: `Run the same command again${goesOn(engine)}. What the engine said last is in ${logOf(state)}.`,
      }),
    ),
  );
  return engine;
}

const goesOn = ({ data }: Engine): string =>
  data === undefined ? "" : ": it goes on with the data of the engine's last clean stop";

/** Stops it in its own time: it keeps its data as it ends. */
async function stopEngine({ reporter }: BringUpOptions, engine: Engine | undefined): Promise<void> {
  if (!engine || engine.kind === "external") return;
  await step(
    reporter,
    "engine",
    () => engine.stop(),
    () => (engine.data === undefined ? "stopped" : `stopped, its data kept in ${engine.data}`),
  );
}
