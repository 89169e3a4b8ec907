import { expect, it } from "vitest";
import { loadQuotes, simulateQuotes } from "./latest/simulate.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

it("ends with the version published last and never goes back, however events are delayed, doubled and disordered", async () => {
  const loaded = await loadQuotes();
  await runSchedules("latest in memory", seedsOf(250), (seed) => simulateQuotes(loaded, seed));
});

it("passes over a good part of a burst", async () => {
  const { injected } = await simulateQuotes(await loadQuotes(), 4);
  expect(injected["superseded"]).toBeGreaterThan(5);
});
