import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

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
