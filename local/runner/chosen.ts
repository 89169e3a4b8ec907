import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { LocalError } from "../engine/errors.ts";

const project = z.object({ bugle: z.object({ start: z.array(z.string()).min(1) }).optional() });

/**
 * The systems a run is of: those named; else those that package.json names as `"bugle": { "start": [...] }`, unless another folder of
 * systems was given; undefined: all.
 */
export function chosenSystems(
  root: string,
  env: NodeJS.ProcessEnv,
  { names, all }: { readonly names: readonly string[]; readonly all: boolean },
): readonly string[] | undefined {
  if (all) return undefined;
  if (names.length > 0) return names;
  if (env["BUGLE_FUNCTIONS"]?.trim()) return undefined;
  const { data } = project.safeParse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return data?.bugle?.start;
}

/** Refuses names that no folder of a system has, before anything is started; throws LocalError `usage`. */
export function assertSystems(functions: string, names: readonly string[] = []): void {
  const unknown = names.filter((name) => !existsSync(join(functions, name, "contracts.ts")));
  if (unknown.length === 0) return;
  throw new LocalError({
    code: "usage",
    message: `There is no system ${unknown.join(", ")} in ${functions}.`,
    help: "A system is a folder with a contracts.ts; `npm start -- --all` runs every one.",
  });
}
