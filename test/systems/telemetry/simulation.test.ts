import { expect, test } from "vitest";
import { eachSeed, simulate } from "../../../functions/runtime/testing/index.ts";
import { RegisterDevice } from "../../../functions/telemetry/contracts.ts";
import { reports } from "../../../functions/telemetry/domain/intake.ts";
import { chance } from "../commerce/chance.ts";
import { loadedSystem } from "../loaded.ts";
import { batchOf, shuffledBatches, someReadings } from "./readings.ts";
import { registration } from "./samples.ts";

const loaded = loadedSystem("telemetry");
const FROM = "2026-01-01T10:00:00.000Z";
const ROWS = { minute: [13, ":"], hour: [10, "T"] } as const;

/** A device that reports, is silent and comes back, with crashes, lost answers and doubled deliveries all the time. */
async function run(seed: number) {
  const random = chance(seed);
  const letters: string[] = [];
  const world = simulate(loaded, {
    seed,
    faults: 0.02,
    limits: { snapshotEvery: 4, ids: 8, tail: 4, conflicts: 500 },
    needs: (line) => ({
      email: ({ subject, text }: { subject: string; text: string }) => line(() => letters.push(`${subject} ${text}`)),
      recipients: ["a@example.org"],
    }),
  });
  const rules = [{ metric: "temperature", high: 15, hysteresis: 1 }];
  world.send(new RegisterDevice({ ...registration, rules, silentAfter: 600_000 }), { copies: 2 });
  await world.settle();
  const readings = someReadings(random, { metric: "temperature", from: FROM, hours: 2, count: 60 });
  for (const batch of shuffledBatches(random, readings))
    for (const command of reports("d-1", "north", batch)) world.send(command, { copies: random() < 0.3 ? 2 : 1 });
  await world.settle();
  await world.finish();

  expect(await world.deadLetters()).toEqual([]);
  for (const [interval, [digits, sign]] of Object.entries(ROWS)) {
    const expected = batchOf(readings, digits + 3);
    for (const name of new Set(Object.keys(expected).map((time) => time.slice(0, digits)))) {
      const row = (await world.total("telemetry/rollups", `device/d-1/temperature/${interval}/${name}`)) as object;
      const own = Object.entries(expected).filter(([time]) => time.startsWith(name + sign));
      expect(row).toEqual(Object.fromEntries(own.map(([time, bucket]) => [time.slice(-2), bucket])));
    }
  }

  const watched = world.facts("telemetry/watch", "d-1");
  const kinds = watched.map(({ type, data }) =>
    type === "ThresholdCrossed" ? (data as { direction: string }).direction : type,
  );
  const incidents = kinds.filter((kind) => kind === "high").length;
  const returned = kinds.filter((kind) => kind === "DeviceReturned").length;
  const silences = kinds.filter((kind) => kind === "DeviceSilenceDetected").length;
  expect(kinds.filter((kind) => kind === "back").length).toBeGreaterThanOrEqual(incidents - 1);
  // Nothing is heard at the end, so the last silence lasts.
  expect(silences).toBe(returned + 1);
  const commits = world.world.ground.all();
  const alerts = commits.flatMap(({ events }) => events).filter(({ type }) => type === "AlertRaised");
  expect(alerts).toHaveLength(incidents + silences);
  const notified = commits
    .flatMap(({ sends }) => sends)
    .filter(({ type }) => type === "SendAlert")
    .map(({ data }) => data as { incidentId: string; step: number })
    .map(({ incidentId, step }) => `${incidentId} ${step}`);
  expect(notified.length).toBeGreaterThan(0);
  expect(new Set(notified).size).toBe(notified.length);
}

test("whatever fails underway, rollups equal the batch computation and each incident is one alert", () =>
  eachSeed(15, run));
