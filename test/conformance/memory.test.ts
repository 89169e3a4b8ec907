import { expect, it } from "vitest";
import type { Commit } from "../../functions/runtime/commit.ts";
import { memoryAttempts } from "../../functions/runtime/memory/attempts.ts";
import { memoryJournal } from "../../functions/runtime/memory/journal.ts";
import { memoryKeys } from "../../functions/runtime/memory/keys.ts";
import { memoryModels } from "../../functions/runtime/memory/models.ts";
import { memoryRates } from "../../functions/runtime/memory/rates.ts";
import { memorySnapshots } from "../../functions/runtime/memory/snapshots.ts";
import { memoryTrace } from "../../functions/runtime/memory/trace.ts";
import { conformance } from "./ports.ts";
import { commitOf } from "./samples.ts";

conformance("memory", async () => ({
  journal: memoryJournal(),
  snapshots: memorySnapshots(),
  attempts: memoryAttempts(),
  rates: memoryRates(),
  models: memoryModels(),
  keys: memoryKeys(Date.now),
  trace: memoryTrace(),
}));

it("the journal in memory tells all commits in the order of appending, and its listeners of each new one", async () => {
  const journal = memoryJournal();
  const heard: Commit[] = [];
  await journal.append(commitOf("commerce/order/b", 1));
  const stop = journal.subscribe((commit) => heard.push(commit));
  await journal.append(commitOf("commerce/order/a", 1));
  await journal.append(commitOf("commerce/order/a", 1));
  stop();
  await journal.append(commitOf("commerce/order/b", 2));
  expect(heard).toEqual([commitOf("commerce/order/a", 1)]);
  expect(journal.all().map(({ stream, n }) => [stream, n])).toEqual([
    ["commerce/order/b", 1],
    ["commerce/order/a", 1],
    ["commerce/order/b", 2],
  ]);
});
