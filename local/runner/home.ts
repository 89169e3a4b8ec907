import { join, resolve } from "node:path";

/** Where a run keeps its `.bugle` folder: the folder that BUGLE_HOME names, else the checkout. */
export function homeOf(root: string, env: NodeJS.ProcessEnv): { home: string; state: string } {
  const home = resolve(env["BUGLE_HOME"]?.trim() || root);
  return { home, state: join(home, ".bugle") };
}
