import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readManifest, simulate } from "../../functions/runtime/testing/index.ts";
import { EnterGarage, LeaveGarage } from "./order-duplicates-and-time/functions/parking/contracts.ts";
import { RequestTrip } from "./saga/functions/travel/contracts.ts";

const parking = await readManifest(join(import.meta.dirname, "order-duplicates-and-time/functions"));
const travel = await readManifest(join(import.meta.dirname, "saga/functions"));

const ticket = fc.record({ garage: fc.constant("north"), visitId: fc.constantFrom("v-1", "v-2", "v-3") });
const command = fc.oneof(
  ticket.map((data) => new EnterGarage(data)),
  ticket.map((data) => new LeaveGarage(data)),
);

test("whatever is asked, a car enters once and leaves once, after it came", () =>
  fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 15 }), fc.nat(), async (commands, seed) => {
      const world = simulate(parking, { seed });
      for (const each of commands) world.send(each);
      await world.settle();
      await world.finish();
      const facts = world.facts("parking/garage", "north") as { type: string; data: { visitId: string } }[];
      for (const own of Map.groupBy(facts, ({ data }) => data.visitId).values())
        expect(["CarEntered", "CarEntered CarLeft"]).toContain(own.map(({ type }) => type).join(" "));
    }),
    { numRuns: 60 },
  ));

test("a service that never answers leaves a dead letter for each try, and a trip that is given up", async () => {
  const price = () => Promise.reject(Object.assign(new Error("no route to host"), { code: "hotels-are-down" }));
  const world = simulate(travel, { seed: 1, faults: 0, needs: () => ({ hotels: { price } }) });
  world.send(new RequestTrip({ tripId: "t-1", flight: "BU 7", budget: 100 }));
  await world.settle();
  const letters = await world.deadLetters();
  expect(letters.map(({ consumer, code }) => `${consumer}: ${code}`)).toEqual(
    Array(4).fill("travel/ask-room-price: hotels-are-down"),
  );
  expect(world.facts("travel/trip", "t-1").at(-1)).toEqual({
    type: "TripAbandoned",
    data: { tripId: "t-1", reason: "no-answer-about-the-room" },
  });
});
