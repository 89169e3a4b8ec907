import { join } from "node:path";
import { expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { eachSeed, readManifest, simulate } from "../../functions/runtime/testing/index.ts";
import { seedsOf } from "../conformance/schedules.ts";
import { openKitchen } from "../runtime/edge/kitchen.ts";
import booksApi from "./limits-and-parking/functions/books/api/index.ts";
import { CloseMonth, PostEntry, SendStatement } from "./limits-and-parking/functions/books/contracts.ts";

const root = join(import.meta.dirname, "limits-and-parking/functions");
const loaded = await readManifest(root);
const DAY = 86_400_000;

test("the system keeps every rule", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
});

test("an account's entries keep their order behind a dead letter, even when nobody looks until they are letters too", async () => {
  const entry = (entryId: string) => ({ accountId: "a", entryId, cents: 100, currency: "USD" });
  await eachSeed(seedsOf(20), async (seed) => {
    let open = false;
    const exchange = async () => {
      if (open) return 0.9;
      throw new Error("the exchange is closed");
    };
    const world = simulate(loaded, { seed, needs: () => ({ exchange }), limits: { heldAtMost: DAY } });
    for (const entryId of ["e-1", "e-2", "e-3"]) world.send(new PostEntry(entry(entryId)), { id: entryId });
    await world.settle();
    expect((await world.deadLetters()).map(({ id }) => id).sort()).toEqual(["e-1", "e-2", "e-3"]);
    open = true;
    await world.finish();
    const posted = world.facts("books/account", "a").map(({ data }) => (data as { entryId: string }).entryId);
    expect(posted).toEqual(["e-1", "e-2", "e-3"]);
  });
});

test("statements go out one after another, and none fails for having to wait", async () => {
  const emails: number[] = [];
  const email = async () => void emails.push(world.world.scheduler.now());
  const world = simulate(loaded, { seed: 1, faults: 0, workers: 1, needs: () => ({ email }) });
  for (let i = 0; i < 30; i++) world.send(new SendStatement({ accountId: `a-${i}`, to: "ann@example.com" }));
  await world.settle();
  expect(emails).toHaveLength(30);
  expect(await world.deadLetters()).toEqual([]);
  const first = emails[0] as number;
  expect(emails.filter((time) => time === first)).toHaveLength(1);
});

test("no month of any account is closed behind one that cannot be", async () => {
  const world = simulate(loaded, { seed: 1, faults: 0, limits: { heldAtMost: DAY } });
  world.send(new CloseMonth({ accountId: "a", month: "2026-02" }));
  await world.settle();
  world.send(new CloseMonth({ accountId: "a", month: "2026-01" }), { id: "bad" });
  await world.settle();
  world.send(new CloseMonth({ accountId: "b", month: "2026-02" }), { id: "good" });
  await world.settle();
  expect((await world.deadLetters()).map(({ id, code }) => `${id} ${code}`)).toEqual([
    "bad month-order",
    "good consumer-halted",
  ]);
});

test("a reader who asks too often is told when to ask again", async () => {
  const { json } = openKitchen({ api: booksApi });
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push((await json("GET", "/currencies/ann")).status);
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
});
