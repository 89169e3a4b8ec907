import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { nearMiss } from "../../infra/near-miss.ts";
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

const isSystem = (functions: string, name: string): boolean => existsSync(join(functions, name, "contracts.ts"));

const systemsIn = (functions: string): string[] =>
  existsSync(functions) ? readdirSync(functions).filter((name) => isSystem(functions, name)) : [];

/** Refuses names that no folder of a system has, before anything is started; throws LocalError `usage`, which lists those there are. */
export function assertSystems(functions: string, names: readonly string[] = []): void {
  const unknown = names.filter((name) => !isSystem(functions, name));
  if (unknown.length === 0) return;
  const known = systemsIn(functions).toSorted();
  const meant = unknown.flatMap((name) => nearMiss(name, known) ?? []);
  const guess = meant.length === 0 ? "" : `Did you mean ${meant.join(", ")}? `;
  throw new LocalError({
    code: "usage",
    message: `There is no system ${unknown.join(", ")} in ${functions}.`,
    help:
      known.length === 0
        ? "A system is a folder with a contracts.ts."
        : `${guess}The systems there are ${known.join(", ")}; \`npm start -- --all\` runs every one.`,
  });
}
