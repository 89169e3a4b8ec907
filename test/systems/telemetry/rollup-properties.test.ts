import { expect, test } from "vitest";
import { rowKeys } from "../../../functions/runtime/rows.ts";
import { eachSeed, simulate } from "../../../functions/runtime/testing/index.ts";
import type { Reading } from "../../../functions/telemetry/contracts.ts";
import { type Bucket, bucketOf, merged } from "../../../functions/telemetry/domain/bucket.ts";
import { reports } from "../../../functions/telemetry/domain/intake.ts";
import rollups from "../../../functions/telemetry/rollups.projection.ts";
import { chance } from "../commerce/chance.ts";
import { loadedSystem } from "../loaded.ts";
import { batchOf, shuffledBatches, someReadings } from "./readings.ts";

const loaded = loadedSystem("telemetry", "readings", "rollups");
const FROM = "2026-01-31T22:00:00.000Z";
const DEVICES = ["cold-1", "cold/2"];
const METRICS = ["temperature", "constructor"];

const INTERVALS = { minute: [13, ":"], hour: [10, "T"], day: [7, "-"] } as const;

/** Everything that stands in the rollups of a device or fleet, each bucket by the beginning of its time. */
async function stored(read: (name: string) => Promise<unknown>, prefix: string, readings: readonly Reading[]) {
  const rows = Object.entries(INTERVALS).flatMap(([interval, [digits, sign]]) =>
    [...new Set(readings.map(({ at }) => at.slice(0, digits)))].map(async (name) => {
      const buckets = ((await read(`${prefix}/${interval}/${name}`)) ?? {}) as Record<string, [number]>;
      return Object.entries(buckets).map(([slot, bucket]) => [name + sign + slot, bucket] as const);
    }),
  );
  return Object.fromEntries((await Promise.all(rows)).flat());
}

const expected = (readings: readonly Reading[]) => ({
  ...batchOf(readings, 16),
  ...batchOf(readings, 13),
  ...batchOf(readings, 10),
});

/** Equal readings of two devices are two readings of their fleet. */
const ofDevice = (deviceId: string, readings: readonly Reading[]): Reading[] =>
  readings.map((reading) => ({ ...reading, metric: `${deviceId} ${reading.metric}` }));

async function run(seed: number, faults: number) {
  const random = chance(seed);
  const world = simulate(loaded, { seed, faults, limits: { snapshotEvery: 3, ids: 6, tail: 4, conflicts: 500 } });
  const sent = DEVICES.map((deviceId) => ({
    deviceId,
    readings: METRICS.flatMap((metric) => someReadings(random, { metric, from: FROM, hours: 4, count: 40 })),
  }));
  for (const { deviceId, readings } of sent)
    for (const batch of shuffledBatches(random, readings))
      for (const command of reports(deviceId, "north", batch)) world.send(command, { copies: random() < 0.2 ? 2 : 1 });
  await world.settle();
  await world.finish();
  expect(await world.deadLetters()).toEqual([]);
  const total = (name: string) => world.total("telemetry/rollups", name);
  for (const metric of METRICS) {
    const of = (readings: readonly Reading[]) => readings.filter((each) => each.metric === metric);
    for (const { deviceId, readings } of sent)
      expect(await stored(total, `device/${encodeURIComponent(deviceId)}/${metric}`, readings)).toEqual(
        expected(of(readings)),
      );
    const north = sent.flatMap(({ deviceId, readings }) => ofDevice(deviceId, of(readings)));
    expect(await stored(total, `fleet/north/${metric}`, north)).toEqual(expected(north));
  }
  const keys = rowKeys(rollups, `fleet/north/temperature/day/${FROM.slice(0, 7)}`);
  return (await world.world.ground.models.readMany("telemetry/rollups", keys)).size;
}

/** The most parts that a fleet's row was found in. */
async function runAll(faults: number): Promise<number> {
  const parts: number[] = [];
  await eachSeed(15, async (seed) => void parts.push(await run(seed, faults)));
  return Math.max(...parts);
}

test("rollups equal a batch computation, for any order, duplicates and batching, in however many parts", async () =>
  expect(await runAll(0)).toBeGreaterThan(1));

test("rollups equal a batch computation after crashes, lost answers and doubled deliveries, in ever more parts", async () =>
  expect(await runAll(0.03)).toBeGreaterThan(2));

test("sums beyond what a number holds stay exact to the last millionth", () => {
  const large = Array.from({ length: 999 }, () => bucketOf([999_999_999.999999, 0.000002]));
  const all = large.reduce<Bucket | undefined>(merged, undefined);
  expect(all).toEqual([1_998, "999000000000000999", 0.000002, 999_999_999.999999]);
});
