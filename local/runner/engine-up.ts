import { chosenEndpoint, type Engine } from "../engine/endpoint.ts";
import { openEngine } from "../engine/engine.ts";
import { logOf } from "../engine/engine-process.ts";
import { LocalError } from "../engine/errors.ts";
import { stopChildren } from "../setup/child.mjs";
import { setUp } from "../setup/set-up.mjs";
import type { BringUpOptions } from "./ground.ts";
import { step } from "./steps.ts";
import { engineGone } from "./watch-endpoint.ts";

/** Makes the engine's Python environment unless it is there; throws SetupFailure, which has `help`. */
async function preparePython({ root, env, closers }: BringUpOptions): Promise<void> {
  if (chosenEndpoint(env) !== undefined) return;
  closers.add(stopChildren);
  const [failure] = await setUp(root, ["python"]);
  if (failure) throw failure;
}

/** Finds or starts the engine, and lets it be stopped from the first moment on; throws what `openEngine` throws. */
export async function bringEngineUp(options: BringUpOptions, lost: (error: LocalError) => void): Promise<Engine> {
  const { root, state, env, reporter, closers, signal } = options;
  await preparePython(options);
  const open = () => {
    const opening = openEngine({ root, state, env });
    closers.add(async () => stopEngine(options, await opening.catch(() => undefined)));
    return opening;
  };
  const engine = await step(
    reporter,
    "engine",
    open,
    ({ kind, endpoint, product, version }) => `${kind} at ${endpoint} (${product} ${version})`,
  );
  void engineGone(engine, signal).then((message) =>
    lost(
      new LocalError({
        code: "engine-gone",
        message,
        help: `Run the same command again: it goes on with the data of the engine's last clean stop. What the engine said last is in ${logOf(state)}.`,
      }),
    ),
  );
  return engine;
}

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
