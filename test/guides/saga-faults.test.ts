import { join } from "node:path";
import { expect, test } from "vitest";
import { handle, Rejected } from "../../functions/runtime/index.ts";
import { eachSeed, type Loaded, readManifest, simulate } from "../../functions/runtime/testing/index.ts";
import { seedsOf } from "../conformance/schedules.ts";
import { instead } from "./instead.ts";
import booking from "./saga/functions/travel/booking.saga.ts";
import { AbandonTrip, HoldSeat, RequestTrip, SeatHeld } from "./saga/functions/travel/contracts.ts";
import { flight, SEATS } from "./saga/functions/travel/domain/flight.ts";

const loaded = await readManifest(join(import.meta.dirname, "saga/functions"));
const trips = ["t-1", "t-2", "t-3", "t-4", "t-5", "t-6"];

/** Six trips want two seats, every other one cannot pay for its room, and everything fails as the seed says. */
async function travel(code: Loaded, seed: number): Promise<void> {
  const world = simulate(code, {
    seed,
    faults: 0.1,
    limits: { attempts: 2 },
    needs: (line) => ({ hotels: { price: () => line(() => 90) } }),
  });
  for (const [i, tripId] of trips.entries())
    world.send(new RequestTrip({ tripId, flight: "BU 7", budget: i % 2 ? 100 : 80 }), { copies: 1 + (i % 2) });
  await world.settle();
  await world.finish();

  const lastWords = trips.map((tripId) => world.facts("travel/trip", tripId).at(-1)?.type);
  const confirmed = lastWords.filter((type) => type === "TripConfirmed").length;
  const abandoned = lastWords.filter((type) => type === "TripAbandoned").length;
  const seats = Map.groupBy(world.facts("travel/flight", "BU 7"), ({ type }) => type);
  const kept = (seats.get("SeatHeld")?.length ?? 0) - (seats.get("SeatReleased")?.length ?? 0);
  expect(confirmed + abandoned, "trips that ended").toBe(trips.length);
  expect(kept, "seats kept").toBe(confirmed);
  expect(kept).toBeLessThanOrEqual(SEATS);
  expect(await world.deadLetters()).toEqual([]);
}

test("whatever fails, every trip ends, and a seat is kept for each that was confirmed", () =>
  eachSeed(seedsOf(200), (seed) => travel(loaded, seed)));

test("a seat leaks where a rejection ends the booking at once, since an earlier try may still be answered", async () => {
  const hasty = {
    ...booking,
    steps: {
      ...booking.steps,
      rejected: {
        HoldSeat: (current: unknown, _: unknown, { key }: { key: string }) => ({
          state: { ...(current as object), status: "over" },
          send: new AbandonTrip({ tripId: key, reason: "flight-full" }),
        }),
      },
    },
  };
  const schedules = eachSeed(600, (seed) => travel(instead(loaded, "travel/booking", hasty), seed));
  await expect(schedules).rejects.toThrow(/^seed \d+: seats kept/);
});

test("a seat leaks where a hold does not ask whether its trip has given up, since the late original still comes", async () => {
  const eager = handle(HoldSeat, { state: flight, emits: [SeatHeld] }, ({ data }, { held }) => {
    if (held.includes(data.tripId)) return [];
    if (held.length >= SEATS) throw new Rejected("flight-full", "every seat is taken");
    return new SeatHeld(data);
  });
  const schedules = eachSeed(600, (seed) => travel(instead(loaded, "travel/hold-seat", eager), seed));
  await expect(schedules).rejects.toThrow(/^seed \d+: seats kept/);
});
