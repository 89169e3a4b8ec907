import { describe, expect, test } from "vitest";
import { given, givenEvents } from "../../../functions/runtime/testing/index.ts";
import {
  MetricUpdated,
  type Reading,
  ReadingsReported,
  ReportReadings,
} from "../../../functions/telemetry/contracts.ts";
import { bucketOf, merged, rounded } from "../../../functions/telemetry/domain/bucket.ts";
import { keptFor } from "../../../functions/telemetry/domain/rollup.ts";
import { sliding, tumbling } from "../../../functions/telemetry/domain/windows.ts";
import reportReadings from "../../../functions/telemetry/report-readings.ts";
import rollups from "../../../functions/telemetry/rollups.projection.ts";

const place = { windowId: "d-1/2026-01-01T11", deviceId: "d-1", fleetId: "north" };
const at = (time: string, value: number, metric = "t"): Reading => ({
  metric,
  at: `2026-01-01T11:${time}.000Z`,
  value,
});
const report = (...readings: Reading[]) => new ReportReadings({ ...place, readings });
const reported = (...readings: Reading[]) => new ReadingsReported({ ...place, readings });
const updated = (more: object) =>
  new MetricUpdated({
    ...place,
    metric: "t",
    from: "2026-01-01T11:00:00.000Z",
    count: 1,
    sum: "1000000",
    min: 1,
    max: 1,
    revision: 1,
    correction: false,
    ...more,
  });

test("a time falls in one tumbling window and in as many sliding ones as steps fit into their size", () => {
  expect(tumbling(60)(125)).toEqual({ from: 120, to: 180 });
  expect(tumbling(60)(-1)).toEqual({ from: -60, to: 0 });
  expect(sliding(60, 20)(125)).toEqual([
    { from: 80, to: 140 },
    { from: 100, to: 160 },
    { from: 120, to: 180 },
  ]);
});

test("sums are exact where floating point is not, at both ends of what a value may be", () => {
  expect(bucketOf([0.1, 0.2, 0.7])).toEqual([3, "1000000", 0.1, 0.7]);
  expect(merged(bucketOf([1e9, 1e9]), bucketOf([-1e9, 0.000001]))).toEqual([4, "1000000000000001", -1e9, 1e9]);
  expect(rounded(0.1 + 0.2)).toBe(0.3);
  expect(Object.is(rounded(-1e-9), 0)).toBe(true);
});

describe("an hour of a device", () => {
  const first = [reported(at("00:01", 1)), updated({})];
  const during = { now: "2026-01-01T11:30:00.000Z" };

  test("counts what is new, and what it makes of the metric", () =>
    given(reportReadings)
      .when(report(at("00:01", 1)), during)
      .then(...first));
  test("changes nothing by a duplicate, in the same report or later, however its time is written", async () => {
    await given(reportReadings, first)
      .when(report(at("00:01", 1)), during)
      .thenNothing();
    const twice = report(at("00:01", 1), { metric: "t", at: "2026-01-01T11:00:01Z", value: 1.0000001 });
    await given(reportReadings)
      .when(twice, during)
      .then(...first);
  });
  test("takes another value of the same moment as another reading, since no order may decide", () =>
    given(reportReadings, first)
      .when(report(at("00:01", 3)), during)
      .then(reported(at("00:01", 3)), updated({ count: 2, sum: "4000000", max: 3, revision: 2 })));
  test("calls a correction what comes when the window has been over for five minutes", async () => {
    const late = (now: string) => given(reportReadings, first).when(report(at("00:02", 1)), { now });
    const next = { count: 2, sum: "2000000", revision: 2 };
    await late("2026-01-01T12:04:59.999Z").then(reported(at("00:02", 1)), updated(next));
    await late("2026-01-01T12:05:00.000Z").then(reported(at("00:02", 1)), updated({ ...next, correction: true }));
  });
  test("refuses readings of another hour or device", async () => {
    const other = { metric: "t", at: "2026-01-01T12:00:00.000Z", value: 1 };
    await given(reportReadings).when(report(other), during).thenRejected("wrong-window");
    const stranger = new ReportReadings({ ...place, deviceId: "d-2", readings: [at("00:01", 1)] });
    await given(reportReadings).when(stranger, during).thenRejected("wrong-window");
  });
  test("is bounded in metrics and in readings", async () => {
    const metrics = Array.from({ length: 51 }, (_, i) => at("00:01", 1, `m${i}`));
    await given(reportReadings)
      .when(report(...metrics), during)
      .thenRejected("too-many-metrics");
    const full = Array.from({ length: 20 }, (_, i) =>
      reported(...Array.from({ length: 1_000 }, (_, j) => at("00:01", i * 1_000 + j))),
    );
    await given(reportReadings, full)
      .when(report(at("00:02", 1)), during)
      .thenRejected("hour-full");
  });
});

test("an event counts in the minutes, hours and days of its device and fleet", () => {
  const [one, two] = [at("00:01", 1), at("59:59", 2)];
  const both = [2, "3000000", 1, 2] as const;
  const minutes = { "00": [1, "1000000", 1, 1], "59": [1, "2000000", 2, 2] } as const;
  const rows = { "minute/2026-01-01T11": minutes, "hour/2026-01-01": { 11: both }, "day/2026-01": { "01": both } };
  givenEvents(rollups, [reported(one, two), updated({})]).thenRows(
    Object.fromEntries(
      Object.entries(rows).flatMap(([name, row]) => [
        [`device/d-1/t/${name}`, row],
        [`fleet/north/t/${name}`, row],
      ]),
    ),
  );
});

test("minutes are kept 35 days, hours a year and days for ever", () => {
  expect(["minute", "hour", "day"].map((interval) => keptFor(`device/d/t/${interval}/x`))).toEqual([
    3_024_000_000,
    31_622_400_000,
    undefined,
  ]);
});
