import { availableParallelism, cpus, totalmem } from "node:os";

/** Where figures were measured: only those of one run may be compared. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
}

export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
});

/** When and where figures were measured, for the head of their table. */
export const measuredOn = ({ date, machine }: { readonly date: string; readonly machine: Machine }): string =>
  `${date}: ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}.`;
