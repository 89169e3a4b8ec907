import type { Result } from "./bank/simulate.ts";

/** Seeds to run: the one asked for by --seed, else as many as given. */
export const seedsOf = (count: number): number[] => {
  const asked = process.env["BUGLE_SEED"];
  return asked ? [Number(asked)] : Array.from({ length: count }, (_, i) => i + 1);
};

// Delivery reads where each of many thousand errors came from, which is one line; Vitest looks up every line of a trace.
Error.stackTraceLimit = 1;

/** Runs schedules and tells how many, with how many faults; throws naming the first bad seeds and how to run them again. */
export async function runSchedules(
  name: string,
  seeds: readonly number[],
  simulate: (seed: number) => Promise<Result>,
): Promise<void> {
  const bad: string[] = [];
  const injected: Record<string, number> = {};
  let steps = 0;
  for (const seed of seeds) {
    const result = await simulate(seed).catch((error: Error) => ({
      problems: [error.message],
      steps: 0,
      injected: {},
    }));
    steps += result.steps;
    for (const [kind, count] of Object.entries(result.injected)) injected[kind] = (injected[kind] ?? 0) + count;
    if (result.problems.length > 0) bad.push(`seed ${seed}: ${result.problems.join("; ")}`);
  }
  const faults = Object.entries(injected)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ");
  process.stdout.write(`${name}: ${seeds.length} schedules, ${steps} steps, ${faults}; ${bad.length} bad\n`);
  if (bad.length > 0)
    throw new Error(
      `${bad.slice(0, 5).join("\n")}\nrun one again with: npm test -- --seed N test/conformance/simulation`,
    );
}
