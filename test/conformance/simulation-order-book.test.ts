import { it } from "vitest";
import { loadBook, simulateBook } from "./order-book/simulate.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

it("keeps one order of events per instrument and every piece of every order, whatever crashes", {
  timeout: 120_000,
}, async () => {
  const loaded = await loadBook();
  await runSchedules("order book in memory", seedsOf(200), (seed) => simulateBook(loaded, seed));
});
