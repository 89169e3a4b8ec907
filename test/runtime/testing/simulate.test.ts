import { join } from "node:path";
import { expect, test } from "vitest";
import { eachSeed, readManifest, simulate } from "../../../functions/runtime/testing/index.ts";
import { RequestTrip } from "../../guides/saga/functions/travel/contracts.ts";

const loaded = await readManifest(join(import.meta.dirname, "../../guides/saga/functions"));
const trip = new RequestTrip({ tripId: "t-1", flight: "BU 7", budget: 100 });
const hotels = { price: async () => 100 };

async function book(seed: number, faults?: number) {
  const world = simulate(loaded, { seed, needs: () => ({ hotels }), ...(faults !== undefined && { faults }) });
  const id = world.send(trip, { copies: 3 });
  await world.settle();
  await world.finish();
  return { ...world, id };
}

test("the same seed is the same run, another seed another", async () => {
  const steps = async (seed: number) => (await book(seed, 0.1)).world.scheduler.steps();
  const [first, again, other] = [await steps(1), await steps(1), await steps(2)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("a message that is sent in three copies is answered once, under its id", async () => {
  const { id, facts, world } = await book(1, 0);
  expect(facts("travel/trip", "t-1").map(({ type }) => type)).toEqual(["TripRequested", "TripConfirmed"]);
  const answers = world.ground.all().flatMap((commit) => commit.answers);
  expect(answers.filter((answer) => answer.id === id)).toHaveLength(1);
});

test("faults are injected unless they are turned off, and none after the end", async () => {
  const injected = ({ world }: Awaited<ReturnType<typeof book>>) =>
    Object.values(world.faults.injected).reduce((sum, count) => sum + count, 0);
  expect(injected(await book(1, 0))).toBe(0);
  const world = await book(1, 0.2);
  const before = injected(world);
  expect(before).toBeGreaterThan(0);
  world.send(new RequestTrip({ ...trip.data, tripId: "t-2" }));
  await world.settle();
  expect(injected(world)).toBe(before);
});

test("a need that was not given says so in the dead letter and the log", async () => {
  const world = simulate(loaded, { seed: 1, faults: 0 });
  world.send(trip);
  await world.settle();
  expect((await world.deadLetters())[0]).toMatchObject({ type: "AskRoomPrice", code: "test-kit-misuse" });
  expect(world.world.log.find(({ code }) => code === "test-kit-misuse")?.reason).toMatch(
    "hotels was used: give a fake: simulate(loaded, { needs: … hotels … })",
  );
});

test("what is dead is redriven once at the end", async () => {
  let calls = 0;
  const price = async () => {
    if (++calls <= 8) throw new Error("busy");
    return 90;
  };
  const world = simulate(loaded, { seed: 1, faults: 0, limits: { attempts: 2 }, needs: () => ({ hotels: { price } }) });
  world.send(trip);
  await world.settle();
  expect(await world.deadLetters()).toHaveLength(4);
  await world.finish();
  expect(await world.deadLetters()).toEqual([]);
  expect(calls).toBe(12);
});

test("the first bad schedule ends the run and is named by its seed", async () => {
  const seen: number[] = [];
  const run = eachSeed(10, (seed) => {
    seen.push(seed);
    if (seed === 3) throw new Error("a seat leaks");
  });
  await expect(run).rejects.toMatchObject({ code: "bad-schedule", message: "seed 3: a seat leaks" });
  expect(seen).toEqual([1, 2, 3]);
  seen.length = 0;
  await eachSeed([7], (seed) => void seen.push(seed));
  expect(seen).toEqual([7]);
});
