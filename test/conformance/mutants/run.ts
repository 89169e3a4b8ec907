import { spawn } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./list.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** How many schedules a fault may survive. */
const SCHEDULES = "300";

const DEFAULT_RUN = ["test/conformance/main.ts", "bank", "--count", SCHEDULES];

export interface Verdict {
  readonly found: boolean;
  /** The last line the run printed: the seed and the problem. */
  readonly by: string;
}

async function execute(folder: string, args: readonly string[]): Promise<Verdict> {
  const child = spawn(process.execPath, [...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { found: code === 1, by: output.trim().split("\n").at(-1) ?? "" };
}

/** Copies the code, puts the fault in, and runs what must find it; throws if the fault's place is not there exactly once. */
export async function tryMutant({ name, file, find, replace, run = DEFAULT_RUN }: Mutant): Promise<Verdict> {
  // Under the checkout, so that packages are found; a name of its own, so that runs side by side do not meet.
  const folder = join(ROOT, ".bugle", "mutants", `${name.replaceAll(/\W+/g, "-")}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    for (const part of ["functions", "test/conformance", "test/guides", "test/runtime", "test/systems"])
      await cp(join(ROOT, part), join(folder, part), { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const text = await readFile(join(folder, file), "utf8");
    if (text.split(find).length !== 2) throw new Error(`${file} does not hold this exactly once: ${find}`);
    await writeFile(
      join(folder, file),
      text.replace(find, () => replace),
    );
    return await execute(folder, run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
