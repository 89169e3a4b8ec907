import { join } from "node:path";
import { expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { totals } from "../../functions/runtime/index.ts";
import {
  eachSeed,
  givenSaga,
  type Loaded,
  readManifest,
  type Simulation,
  simulate,
  timeout,
} from "../../functions/runtime/testing/index.ts";
import { seedsOf } from "../conformance/schedules.ts";
import { instead } from "./instead.ts";
import * as say from "./order-duplicates-and-time/functions/parking/contracts.ts";
import { garage } from "./order-duplicates-and-time/functions/parking/domain/garage.ts";
import overstay from "./order-duplicates-and-time/functions/parking/overstay.saga.ts";

const root = join(import.meta.dirname, "order-duplicates-and-time/functions");
const loaded = await readManifest(root);
const visits = ["v-1", "v-2", "v-3", "v-4", "v-5", "v-6"];
const garageOf = (visitId: string) => (visitId < "v-4" ? "north" : "south");

test("the system keeps every rule", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
});

/** Six cars come, every other one leaves; commands and events are shuffled and doubled as the seed says. */
async function park(code: Loaded, seed: number): Promise<Simulation> {
  const world = simulate(code, { seed, faults: 0.05 });
  for (const visitId of visits) world.send(new say.EnterGarage({ garage: garageOf(visitId), visitId }), { copies: 2 });
  for (const visitId of ["v-1", "v-3", "v-5"])
    world.send(new say.LeaveGarage({ garage: garageOf(visitId), visitId }), { copies: 2 });
  await world.settle();
  await world.finish();
  return world;
}

test("read models, totals and timers come out the same, whatever is late, doubled or out of order", async () => {
  await eachSeed(seedsOf(100), async (seed) => {
    const world = await park(loaded, seed);
    expect(await world.row("parking/occupancy", "north")).toEqual({ cars: 1 });
    expect(await world.row("parking/occupancy", "south")).toEqual({ cars: 2 });
    const days = await Promise.all(["2025-12-31", "2026-01-01"].map((day) => world.total("parking/visits", day)));
    expect(days.reduce<number>((sum, row) => sum + ((row as { cars: number } | undefined)?.cars ?? 0), 0)).toBe(6);
    const fined = visits.filter((visitId) => world.facts("parking/fine", visitId).length > 0);
    expect(fined).toEqual(["v-2", "v-4", "v-6"]);
  });
});

test("and they were late, doubled, out of order, and dated by clocks that differ", async () => {
  const met = new Set<string>();
  await eachSeed(20, async (seed) => {
    const { world, total } = await park(loaded, seed);
    const arrived = world.log.filter(({ handler }) => handler === "parking/occupancy").map(({ id }) => id);
    for (const stream of ["parking/garage/north", "parking/garage/south"]) {
      const own = arrived.filter((id) => id.startsWith(stream));
      if (own.some((id, i) => i > 0 && id < (own[i - 1] ?? ""))) met.add("out of order");
      if (new Set(own).size < own.length) met.add("doubled");
    }
    if (await total("parking/visits", "2025-12-31")) met.add("dated the day before");
  });
  expect([...met].sort()).toEqual(["dated the day before", "doubled", "out of order"]);
});

const newestOf = (world: Simulation) =>
  world.world.ground
    .all()
    .flatMap(({ events, time }) => events.map(({ type, data }) => ({ type, time, ...(data as { visitId: string }) })))
    .filter(({ type }) => type === "CarEntered")
    .map(({ time, visitId }) => ({ visitId, time }))
    .toSorted((a, b) => (a.time + a.visitId < b.time + b.visitId ? -1 : 1))
    .at(-1);

const compareNewest = (code: Loaded) => async (seed: number) => {
  const world = await park(code, seed);
  expect(await world.total("parking/newest", "all")).toEqual(newestOf(world));
};

test("a total across streams that commutes is the same in any order", () => eachSeed(20, compareNewest(loaded)));

test("one that keeps whatever came last is not", async () => {
  const initial = { visitId: "", time: "" };
  const hasty = totals("newest", { of: garage, total: () => "all", initial })({
    CarEntered: (_, { visitId }, { time }) => ({ visitId, time }),
  });
  const schedules = eachSeed(20, compareNewest(instead(loaded, "parking/newest", hasty)));
  await expect(schedules).rejects.toThrow(/^seed \d+: /);
});

const entry = { garage: "north", visitId: "v-1" };

test("one id is one deed; two ids are two messages, and the state tells whether they are one deed", async () => {
  const world = simulate(loaded, { seed: 1, faults: 0 });
  world.send(new say.EnterGarage(entry), { id: "a", copies: 3 });
  world.send(new say.EnterGarage(entry), { id: "b" });
  await world.settle();
  expect(world.facts("parking/garage", "north")).toEqual([{ type: "CarEntered", data: entry }]);
  const answered = world.world.ground.all().filter(({ by }) => by === "parking/enter-garage");
  expect(answered.flatMap(({ answers }) => answers.map(({ id }) => id))).toEqual(["a", "b"]);
});

const entered = new say.CarEntered(entry);
const left = new say.CarLeft(entry);

test("a timer fires if nothing came, is moot if it did, and never arms when the end came first", () => {
  givenSaga(overstay, [entered])
    .when(timeout("departure"))
    .then(new say.FineDriver({ visitId: "v-1" }));
  givenSaga(overstay, [entered, left]).when(timeout("departure")).thenNothing();
  givenSaga(overstay, [left]).when(entered).thenNothing().thenWaits();
});
