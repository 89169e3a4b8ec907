import { join } from "node:path";
import { expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import {
  eachSeed,
  given,
  givenEvents,
  readManifest,
  type Simulation,
  simulate,
} from "../../functions/runtime/testing/index.ts";
import * as say from "./volume/functions/weather/contracts.ts";
import strongest from "./volume/functions/weather/strongest-wind.projection.ts";
import turnSign from "./volume/functions/weather/turn-sign-on-wind-reported.ts";

const root = join(import.meta.dirname, "volume/functions");
const loaded = await readManifest(root);

test("the system keeps every rule", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
});

const span = "north/2026-01-01T12";
const report = (wind: number) => new say.WindReported({ span, station: "north", wind });

test("one event counts in its hour, its station and everywhere", () => {
  givenEvents(strongest, [report(30), report(90)]).thenRows({
    [`hour ${span}`]: { wind: 90, reports: 2 },
    "station north": { wind: 90, reports: 2 },
    everywhere: { wind: 90, reports: 2 },
  });
});

test("a subscriber of the latest event is tested like any other", () =>
  given(turnSign)
    .when(report(30))
    .then(new say.TurnSign({ station: "north", wind: 30 })));

/** Winds in a burst, of two stations. */
async function blow(seed: number): Promise<Simulation> {
  const world = simulate(loaded, { seed, faults: 0.03 });
  for (const station of ["north", "south"])
    for (let wind = 66; wind < 78; wind++)
      world.send(new say.ReportWind({ span: `${station}/2026-01-01T12`, station, wind }));
  await world.settle();
  await world.finish();
  return world;
}

const commitsOf = ({ world }: Simulation, owner: string) =>
  world.ground.all().filter(({ stream }) => stream.startsWith(`weather/${owner}/`));

test("whatever is late, doubled or crashes, the sign ends with the last wind and the totals with all of them", () =>
  eachSeed(40, async (seed) => {
    const world = await blow(seed);
    for (const station of ["north", "south"]) {
      const stream = encodeURIComponent(`weather/hour/${encodeURIComponent(`${station}/2026-01-01T12`)}`);
      const turned = commitsOf(world, `turn-sign-on-wind-reported`).filter((commit) => commit.stream.endsWith(stream));
      const winds = world
        .facts("weather/hour", `${station}/2026-01-01T12`)
        .filter(({ type }) => type === "WindReported");
      expect(winds.at(-1)?.data).toMatchObject(turned.at(-1)?.sends[0]?.data as object);
    }
    expect(await world.total("weather/strongest-wind", "everywhere")).toEqual({ wind: 77, reports: 24 });
    expect(await world.total("weather/strongest-wind", "station south")).toEqual({ wind: 77, reports: 12 });
    expect(world.facts("weather/logbook", "north")).toHaveLength(13);
  }));

test("a burst is answered in fewer commits than it has events, by those who share a queue and by those who want the latest", async () => {
  const world = await blow(3);
  expect(world.facts("weather/logbook", "north")).toHaveLength(13);
  expect(commitsOf(world, "logbook").length).toBeLessThan(26);
  expect(commitsOf(world, "turn-sign-on-wind-reported").length).toBeLessThan(24);
});
