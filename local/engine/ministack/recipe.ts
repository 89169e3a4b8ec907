import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Recipe } from "../recipe.ts";
import { ministackEnvironment } from "./environment.ts";

/** MiniStack, the default: healthy in 0.2 s, and it goes on with the data of its last clean stop. */
export const ministack: Recipe = {
  part: "python",
  venv: "venv",
  launcher: join(import.meta.dirname, "launcher.py"),
  keepsData: true,
  startMs: 20_000,
  // It keeps its data on the way out.
  stopMs: 10_000,
  prepare: async ({ port, env }, folders) => {
    // Its Lambda workers are CommonJS without saying so: the package.json of the checkout above would make them ES modules.
    writeFileSync(join(folders.scratch, "package.json"), '{"type":"commonjs"}');
    return ministackEnvironment(port, folders, env);
  },
};
