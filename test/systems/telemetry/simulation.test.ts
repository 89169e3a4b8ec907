import { expect, test } from "vitest";
import { eachSeed, simulate } from "../../../functions/runtime/testing/index.ts";
import { RegisterDevice, SendAlert } from "../../../functions/telemetry/contracts.ts";
import { reports } from "../../../functions/telemetry/domain/intake.ts";
import { chance } from "../commerce/chance.ts";
import { loadedSystem } from "../loaded.ts";
import { batchOf, shuffledBatches, someReadings } from "./readings.ts";
import { registration } from "./samples.ts";

const loaded = loadedSystem("telemetry");
const FROM = "2026-01-01T10:00:00.000Z";
const ROWS = { minute: [13, ":"], hour: [10, "T"] } as const;

interface Letter {
  readonly subject: string;
  readonly at: number;
}

/** Each step at least once; a second time only as the retry of what a fault has hit, which waits: two at once would be at one time. */
function expectSent(letters: readonly Letter[], asked: readonly string[]): void {
  const stepOf = ({ subject }: Letter) => subject.replace(/^Alert (.*), step (\d).*$/, "$1 $2");
  const byStep = Map.groupBy(letters, stepOf);
  expect([...byStep.keys()].sort()).toEqual(asked.toSorted());
  for (const [first, ...more] of byStep.values())
    for (const { at } of more) expect(at - (first?.at ?? at)).toBeGreaterThanOrEqual(1_000);
}

/** A device that reports, is silent and comes back, with crashes, lost answers and doubled deliveries all the time. */
async function run(seed: number, faults = 0.02) {
  const random = chance(seed);
  const letters: Letter[] = [];
  const world = simulate(loaded, {
    seed,
    faults,
    limits: { snapshotEvery: 4, ids: 8, tail: 4, conflicts: 500 },
    needs: (line) => ({
      email: ({ subject }: { subject: string }) =>
        line(() => letters.push({ subject, at: world.world.scheduler.now() })),
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
  const asked = commits
    .flatMap(({ sends }) => sends)
    .filter(({ type }) => type === "SendAlert")
    .map(({ data }) => data as { incidentId: string; step: number })
    .map(({ incidentId, step }) => `${incidentId} ${step}`);
  expect(new Set(asked).size).toBe(asked.length);
  expectSent(letters, asked);
  return { asked: asked.length, sent: letters.length };
}

test("whatever fails underway, rollups equal the batch computation and each incident is one alert, sent at least once a step", () =>
  eachSeed(15, async (seed) => {
    await run(seed);
  }));

test("where nothing fails each step is sent once", () =>
  eachSeed(5, async (seed) => {
    const { asked, sent } = await run(seed, 0);
    expect(sent).toBe(asked);
  }));

test("a step whose command is delivered several times at once is sent once", () =>
  eachSeed(20, async (seed) => {
    let letters = 0;
    const email = async () => void letters++;
    const world = simulate(loaded, { seed, faults: 0, needs: () => ({ email, recipients: ["a@example.org"] }) });
    world.send(new SendAlert({ incidentId: "i", step: 1, deviceId: "d-1", summary: "s" }), { copies: 5 });
    await world.settle();
    expect(letters).toBe(1);
  }));
