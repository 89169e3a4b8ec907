import { it } from "vitest";
import { loadBank, simulateBank } from "./bank/simulate.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

it("loses nothing, doubles nothing and leaves nothing stuck in a bank that walks every recipe", {
  timeout: 240_000,
}, async () => {
  const loaded = await loadBank();
  await runSchedules("bank in memory", seedsOf(1_500), (seed) => simulateBank(loaded, seed));
});
