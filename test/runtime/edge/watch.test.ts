import { expect, test } from "vitest";
import * as z from "zod";
import type { EdgeContext } from "../../../functions/runtime/edge/index.ts";
import { watch } from "../../../functions/runtime/edge/index.ts";
import { event, projection, state } from "../../../functions/runtime/index.ts";

class BellRung extends event("BellRung", { doorId: z.string() }) {}
const initial = { rings: 0 };
const door = state("door", { key: "doorId", from: [BellRung], initial })({ BellRung: (now) => now });
const doors = projection("doors", { of: door, initial })({ BellRung: (row) => row });

/** A door that has rung so often at the n-th look; undefined while there is none. */
function openPorch(rings: (look: number) => number | undefined) {
  const pauses: number[] = [];
  let [now, looks] = [0, 0];
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
      now += milliseconds;
    },
  };
  const read = async () => {
    const found = rings(++looks);
    return found === undefined ? undefined : { row: { rings: found }, version: found, n: found };
  };
  const c = { var: { edge: { system: "house", ports: { clock, models: { read } } } } } as unknown as EdgeContext;
  const wait = async (within: number) =>
    (await watch(c, doors, "front", { within, until: (row) => row.rings > 0 }))?.row.rings;
  return { wait, pauses, looks: () => looks, now: () => now };
}

test("a row that is as wanted is answered at once", async () => {
  const { wait, pauses } = openPorch(() => 1);
  expect([await wait(20_000), pauses]).toEqual([1, []]);
});

test("a row that changes meanwhile is answered when that is seen, at ever longer pauses", async () => {
  const { wait, pauses } = openPorch((look) => (look < 10 ? 0 : 2));
  expect(await wait(20_000)).toBe(2);
  expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1_000, 1_000]);
});

test("when time is up, the row is answered as it stands, or that there is none", async () => {
  const { wait, now } = openPorch(() => 0);
  expect([await wait(3_000), now()]).toEqual([0, 3_000]);
  expect(await openPorch(() => undefined).wait(3_000)).toBeUndefined();
});

test("without time it looks once, and never waits longer than 20 seconds", async () => {
  const brief = openPorch(() => 0);
  await brief.wait(0);
  expect([brief.looks(), brief.now()]).toEqual([1, 0]);
  const long = openPorch(() => 0);
  await long.wait(60_000);
  expect([long.looks(), long.now()]).toEqual([27, 20_000]);
});
