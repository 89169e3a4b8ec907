import { parseArgs } from "node:util";
import { loadCommerce, simulateCommerce } from "./simulate.ts";

const { values } = parseArgs({
  options: { from: { type: "string", default: "1" }, count: { type: "string", default: "100" } },
});
const loaded = await loadCommerce();
const from = Number(values.from);
for (let seed = from; seed < from + Number(values.count); seed++) {
  const problems = await simulateCommerce(loaded, seed).then(
    (result) => result.problems,
    (error: Error) => [error.message],
  );
  if (problems.length === 0) continue;
  console.log(`seed ${seed}: ${problems[0]}`);
  process.exit(1);
}
console.log(`${values.count} schedules, no problem`);
