import { it } from "vitest";
import { loadCommerce, simulateCommerce } from "./commerce/simulate.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

it("ends every order once, with stock and money in accord", { timeout: 240_000 }, async () => {
  const loaded = await loadCommerce();
  await runSchedules("commerce in memory", seedsOf(800), (seed) => simulateCommerce(loaded, seed));
});
