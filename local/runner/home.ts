import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { LocalError } from "../engine/errors.ts";

/** Where a run keeps its `.bugle` folder: the folder that BUGLE_HOME names, else the checkout. */
export function homeOf(root: string, env: NodeJS.ProcessEnv): { home: string; state: string } {
  const home = resolve(env["BUGLE_HOME"]?.trim() || root);
  return { home, state: join(home, ".bugle") };
}

/** The folder of the systems: the one that BUGLE_FUNCTIONS names, else `functions`. Throws LocalError `functions-missing`. */
export function functionsOf(root: string, env: NodeJS.ProcessEnv): string {
  const folder = resolve(env["BUGLE_FUNCTIONS"]?.trim() || join(root, "functions"));
  try {
    return realpathSync(folder);
  } catch (cause) {
    throw new LocalError({
      code: "functions-missing",
      message: `There is no folder of systems: ${folder}.`,
      help: "Name it with BUGLE_FUNCTIONS, or unset that to use functions/.",
      cause,
    });
  }
}
