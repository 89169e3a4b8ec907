import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Resident memory; what processes share is counted for each. */
  readonly kib: number;
}

/** Reads what `ps` says with the columns pid, ppid, pgid and rss. */
export function processesIn(told: string): Process[] {
  return told
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent, group, kib]) =>
      pid !== undefined && parent !== undefined && group !== undefined && kib !== undefined
        ? [{ pid, parent, group, kib }]
        : [],
    );
}

/** All processes of this machine; throws where there is no `ps`. */
export async function allProcesses(): Promise<Process[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,pgid=,rss="]);
  return processesIn(stdout);
}

/** A process with those it started, and theirs, and all of its group. */
export function treeOf(processes: readonly Process[], root: number): Process[] {
  const tree = new Set(processes.filter(({ pid, group }) => pid === root || group === root));
  // A set tells of what is added while it is gone through.
  for (const { pid } of tree) for (const each of processes) if (each.parent === pid) tree.add(each);
  return [...tree];
}

/** MiB that processes hold in memory. */
export const mebibytesOf = (processes: readonly Process[]): number =>
  Math.round(processes.reduce((sum, { kib }) => sum + kib, 0) / 1_024);
