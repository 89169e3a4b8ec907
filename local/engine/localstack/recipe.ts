import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import type { Recipe } from "../recipe.ts";
import { fileSystemOf, localstackEnvironment } from "./environment.ts";

/** LocalStack itself, without Docker; all it holds is gone when it ends. */
export const localstack: Recipe = {
  part: "localstack",
  venv: join("localstack", "venv"),
  launcher: join(import.meta.dirname, "launcher.py"),
  keepsData: false,
  startMs: 60_000,
  stopMs: 500,
  prepare: async ({ port, installed, env }, folders) => {
    const variable = join(fileSystemOf(folders), "var", "lib", "localstack");
    mkdirSync(variable, { recursive: true });
    symlinkSync(join(installed, "localstack", "lib"), join(variable, "lib"), "junction");
    return localstackEnvironment({ gateway: port, dynamodb: await freePort() }, folders, env);
  },
};
