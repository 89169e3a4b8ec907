import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, told, withFault } from "./fault.ts";
import type { Mutant } from "./list.ts";
import { simulated } from "./runs.ts";

/** How many schedules a fault may survive. */
const SCHEDULES = 300;

const DEFAULT_RUN = simulated("bank", SCHEDULES);

export interface Verdict {
  readonly found: boolean;
  /** The last line the run printed: the seed and the problem. */
  readonly by: string;
}

async function execute(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Verdict> {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { found: code === 1, by: output.trim().split("\n").at(-1) ?? "" };
}

/** Runs what must find the fault, in a process that loads the code with it; throws if the fault's place is not there exactly once. */
export async function tryMutant({ run = DEFAULT_RUN, ...fault }: Mutant): Promise<Verdict> {
  withFault(fault, await readFile(join(ROOT, fault.file), "utf8"));
  return execute(run, told(fault));
}
