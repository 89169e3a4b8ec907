import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sift } from "../../../functions/telemetry/domain/intake.ts";
import { openStation } from "./station.ts";

const json = { "content-type": "application/json" };

describe("a batch of readings", () => {
  test("is taken, plain or gzip, and becomes metrics", async () => {
    const { call, register, report, settle, minutesAgo } = openStation();
    const key = await register("d-1");
    const at = minutesAgo(3);
    const [one, two] = [
      { metric: "t", at, value: 4.25 },
      { metric: "t", at: minutesAgo(2), value: -1.000001 },
    ];
    expect((await report("d-1", key, [one])).body).toMatchObject({ deviceId: "d-1", taken: 1, refused: [] });
    const packed = gzipSync(JSON.stringify({ readings: [one, two] }));
    const headers = { ...json, "content-encoding": "gzip", "x-device-key": key };
    expect((await call("POST", "/devices/d-1/readings", packed, headers)).status).toBe(202);
    await settle();
    const query = `?metric=t&interval=day&from=${at.slice(0, 10)}T00:00:00Z&to=${minutesAgo(-1_440)}`;
    const { body } = await call("GET", `/devices/d-1/metrics${query}`);
    expect(body["points"]).toMatchObject([{ count: 2, sum: "3249999", min: -1.000001, max: 4.25, mean: 1.6249995 }]);
    expect((await call("GET", `/fleets/north/metrics${query}`)).body["points"]).toEqual(body["points"]);
  });
  test("is judged reading by reading: clocks of 1970 and 2099, values that are none", async () => {
    const { register, report, minutesAgo } = openStation();
    const key = await register("d-1");
    const at = minutesAgo(1);
    const bad = [
      { metric: "t", at, value: "NaN" },
      { metric: "t", at, value: null },
      { metric: "t", at, value: 1e308 },
      { metric: "t", at: "1970-01-01T00:00:00Z", value: 1 },
      { metric: "t", at: "2099-01-01T00:00:00Z", value: 1 },
      { metric: "T!", at, value: 1 },
      { metric: "t", at: "noon", value: 1 },
      7,
    ];
    const { status, body } = await report("d-1", key, [{ metric: "t", at, value: 1 }, ...bad]);
    expect([status, body["taken"]]).toEqual([202, 1]);
    expect((body["refused"] as { index: number; code: string }[]).map(({ index, code }) => [index, code])).toEqual([
      [1, "value"],
      [2, "value"],
      [3, "value"],
      [4, "too-late"],
      [5, "ahead-of-time"],
      [6, "metric"],
      [7, "at"],
      [8, "metric"],
    ]);
    const none = await report("d-1", key, bad);
    expect([none.status, none.body["type"]]).toEqual([422, "urn:bugle:problem:readings-refused"]);
    expect(none.body["refused"]).toHaveLength(8);
  });
  test("may be a little ahead of the clock, and as late as the device has declared", async () => {
    const { register, report, minutesAgo } = openStation();
    const key = await register("d-1", { lateness: 3_600_000 });
    const of = (minutes: number) => ({ metric: "t", at: minutesAgo(minutes), value: 1 });
    const { body } = await report("d-1", key, [of(-5), of(-6), of(60), of(61)]);
    expect(body["refused"]).toMatchObject([
      { index: 1, code: "ahead-of-time" },
      { index: 3, code: "too-late" },
    ]);
  });
  test.each([
    [7_300 * 86_400_000, "7300 days"],
    [3_600_000, "1 hour"],
    [90 * 60_000, "90 minutes"],
    [60_001, "60001 ms"],
  ])("that are too old for a lateness of %i ms are told so in whole units", (lateness, spoken) => {
    const { refused } = sift([{ metric: "t", at: "1970-01-01T00:00:00Z", value: 1 }], { now: 1e12, lateness });
    const reason = `it is older than the ${spoken} that the device has declared`;
    expect(refused).toEqual([{ index: 0, code: "too-late", reason }]);
  });
  test("of 10 MB, of 1,001 readings or of 101 hours is refused with a clear 413", async () => {
    const { call, register, report, minutesAgo } = openStation();
    const key = await register("d-1", { lateness: 30 * 86_400_000 });
    const of = (minutes: number) => ({ metric: "t", at: minutesAgo(minutes), value: 1 });
    const huge = await call("POST", "/devices/d-1/readings", new Uint8Array(10 * 1024 * 1024).fill(32), {
      ...json,
      "x-device-key": key,
    });
    const many = await report(
      "d-1",
      key,
      Array.from({ length: 1_001 }, () => of(1)),
    );
    const wide = await report(
      "d-1",
      key,
      Array.from({ length: 101 }, (_, i) => of(60 * i)),
    );
    expect([huge, many, wide].map(({ status, body }) => [status, body["type"]])).toEqual([
      [413, "urn:bugle:problem:body-too-large"],
      [413, "urn:bugle:problem:batch-too-large"],
      [413, "urn:bugle:problem:batch-too-wide"],
    ]);
  });
  test("that is nested without end is refused", async () => {
    const { call, register } = openStation();
    const headers = { "x-device-key": await register("d-1"), "idempotency-key": "k", ...json };
    const deep = new TextEncoder().encode(`{"readings":[${"[".repeat(50_000)}${"]".repeat(50_000)}]}`);
    const { status, body } = await call("POST", "/devices/d-1/readings", deep, headers);
    expect([status, body["errors"]]).toEqual([400, [{ field: "readings", reason: "is nested too deeply" }]]);
  });
  test("of a thousand readings with the longest names fits into one message", async () => {
    const { register, report, settle, world, minutesAgo } = openStation();
    const key = await register("d-1");
    const from = Date.parse(`${minutesAgo(60).slice(0, 13)}:00:00.000Z`);
    const readings = Array.from({ length: 1_000 }, (_, i) => ({
      metric: `m${"x".repeat(39)}`,
      at: new Date(from + i * 1_000).toISOString(),
      value: -999_999_999.123456,
    }));
    expect((await report("d-1", key, readings)).status).toBe(202);
    await settle();
    expect(await world.deadLetters()).toEqual([]);
    expect(world.facts("telemetry/readings", `d-1/${new Date(from).toISOString().slice(0, 13)}`)).toHaveLength(2);
  });
});

test("an unknown device and a wrong key are answered alike", async () => {
  const { register, report, minutesAgo } = openStation();
  await register("d-1");
  const reading = { metric: "t", at: minutesAgo(1), value: 1 };
  const [wrong, unknown] = [await report("d-1", "guess", [reading]), await report("d-2", "guess", [reading])];
  expect(wrong.status).toBe(401);
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
});

test("a device that floods is limited alone", async () => {
  const { register, report, minutesAgo } = openStation();
  const [loud, quiet] = [await register("loud"), await register("quiet")];
  const reading = { metric: "t", at: minutesAgo(1), value: 1 };
  const statuses: number[] = [];
  for (let i = 0; i < 121; i++) statuses.push((await report("loud", loud, [reading])).status);
  expect(statuses.slice(0, 120).every((status) => status === 202)).toBe(true);
  const limited = await report("loud", loud, [reading]);
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "1"]);
  expect((await report("quiet", quiet, [reading])).status).toBe(202);
});
