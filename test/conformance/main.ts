import { parseArgs } from "node:util";
import { loadBank, type Result, simulateBank } from "./bank/simulate.ts";
import { loadCommerce, simulateCommerce } from "./commerce/simulate.ts";
import { loadQuotes, simulateQuotes } from "./latest/simulate.ts";
import { simulateMill } from "./parking/simulate.ts";

/** Runs schedules of `bank`, `commerce`, `latest` or `parking` until one is bad: `main.ts bank --count 300`. Exit code 1 with its seed. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: "string", default: "1" }, count: { type: "string", default: "100" } },
});
const world =
  <L>(load: () => Promise<L>, simulate: (loaded: L, seed: number) => Promise<Pick<Result, "problems">>) =>
  async () => {
    const loaded = await load();
    return (seed: number) => simulate(loaded, seed);
  };
const WORLDS = {
  bank: world(loadBank, simulateBank),
  commerce: world(loadCommerce, simulateCommerce),
  latest: world(loadQuotes, simulateQuotes),
  parking: async () => simulateMill,
};
const simulate = await WORLDS[(positionals[0] ?? "bank") as keyof typeof WORLDS]();
const from = Number(values.from);
for (let seed = from; seed < from + Number(values.count); seed++) {
  const problems = await simulate(seed).then(
    (result) => result.problems,
    (error: Error) => [error.message],
  );
  if (problems.length === 0) continue;
  console.log(`seed ${seed}: ${problems[0]}`);
  process.exit(1);
}
console.log(`${values.count} schedules, no problem`);
