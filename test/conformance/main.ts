import { parseArgs } from "node:util";
import { loadBank, simulateBank } from "./bank/simulate.ts";
import { loadCommerce, simulateCommerce } from "./commerce/simulate.ts";

/** Runs schedules of `bank` or `commerce` until one is bad: `main.ts bank --count 300`. Exit code 1 with its seed. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: "string", default: "1" }, count: { type: "string", default: "100" } },
});
const commerce = positionals[0] === "commerce";
const loaded = await (commerce ? loadCommerce() : loadBank());
const simulate = commerce ? simulateCommerce : simulateBank;
const from = Number(values.from);
for (let seed = from; seed < from + Number(values.count); seed++) {
  const problems = await simulate(loaded, seed).then(
    (result) => result.problems,
    (error: Error) => [error.message],
  );
  if (problems.length === 0) continue;
  console.log(`seed ${seed}: ${problems[0]}`);
  process.exit(1);
}
console.log(`${values.count} schedules, no problem`);
