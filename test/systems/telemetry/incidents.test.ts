import { describe, expect, test } from "vitest";
import { openStation } from "./station.ts";

const rules = [{ metric: "temperature", high: 8, hysteresis: 1 }];
const labels = { store: "cold-3" };

describe("a cold store that grows warm", () => {
  test("is one alert, told step by step, listed with its device, and closed when it is cold again", async () => {
    const { world, call, register, report, settle, minutesAgo, letters } = openStation();
    const key = await register("cold-1", { rules, labels });
    const measure = (minutes: number, value: number) => ({ metric: "temperature", at: minutesAgo(minutes), value });
    await report("cold-1", key, [measure(3, 7), measure(2, 9), measure(1, 10)]);
    await settle();
    const { body } = await call("GET", "/devices/cold-1/alerts");
    const [alert, ...others] = body["items"] as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: "high", metric: "temperature", status: "raised", step: 3, labels });
    const incidentId = String(alert?.["incidentId"]);
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
      ["first@example.org", `Alert ${incidentId}, step 1`],
      ["boss@example.org", `Alert ${incidentId}, step 2: nobody has acknowledged it`],
      ["boss@example.org", `Alert ${incidentId}, step 3: nobody has acknowledged it`],
    ]);
    const path = `/alerts/${encodeURIComponent(incidentId)}`;
    const { body: accepted } = await call("POST", `${path}/acknowledge`, { by: "ann" });
    const taken = await call("GET", `${path}?after=${String(accepted["token"])}`);
    expect(taken.body).toMatchObject({ status: "acknowledged", acknowledgedBy: "ann" });
    await report("cold-1", key, [measure(0, 7)]);
    await settle();
    expect((await call("GET", path)).body).toMatchObject({ status: "closed", reason: "within bounds again" });
    expect(letters).toHaveLength(3);
    expect(world.facts("telemetry/alert", incidentId).slice(-3)).toEqual([
      { type: "AlertTakenOn", data: { incidentId, by: "ann" } },
      { type: "AlertAcknowledged", data: { incidentId } },
      { type: "AlertClosed", data: { incidentId, reason: "within bounds again" } },
    ]);
  });
  test("is told however long the names are and however its value flaps", async () => {
    const { world, register, report, settle, now, letters } = openStation();
    const [deviceId, metric] = ["d".repeat(100), "m".repeat(40)];
    const long = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`label-${i}`, "x".repeat(200)]));
    const key = await register(deviceId, { rules: [{ metric, high: 8 }], labels: long });
    const value = (i: number) => (i % 2 === 0 ? 100 : 0);
    const readings = Array.from({ length: 1_000 }, (_, i) => ({
      metric,
      at: new Date(now() - 60_000 + i).toISOString(),
      value: value(i),
    }));
    await report(deviceId, key, readings);
    await settle();
    expect(await world.deadLetters()).toEqual([]);
    expect(letters[0]?.subject).toMatch(/^Alert d{100}:m{40}:.*, step 1$/);
  });
  test("raises nothing by readings that come late", async () => {
    const { call, register, report, settle, minutesAgo } = openStation();
    const key = await register("cold-1", { rules });
    await report("cold-1", key, [{ metric: "temperature", at: minutesAgo(1), value: 5 }]);
    await settle();
    await report("cold-1", key, [{ metric: "temperature", at: minutesAgo(2), value: 12 }]);
    await settle();
    expect((await call("GET", "/devices/cold-1/alerts")).body["items"]).toEqual([]);
  });
});

describe("what nobody knows", () => {
  test("has no empty list of alerts or figures, and no alert to acknowledge: it is a 404", async () => {
    const { call, register } = openStation();
    await register("cold-1", { rules });
    const figures = "metrics?metric=t&interval=day&from=2026-01-01&to=2026-01-02";
    const asked = async (path: string) => (await call("GET", path)).status;
    expect(await asked("/devices/nope/alerts")).toBe(404);
    expect(await asked(`/devices/nope/${figures}`)).toBe(404);
    expect((await call("POST", "/alerts/nope/acknowledge", { by: "ann" })).status).toBe(404);
    expect(await asked("/devices/cold-1/alerts")).toBe(200);
    expect(await asked(`/devices/cold-1/${figures}`)).toBe(200);
  });
});

describe("a device that goes silent", () => {
  test("is told once, and comes back once with days of readings, every one of which counts", async () => {
    const { world, call, register, report, settle, minutesAgo } = openStation();
    const lateness = 5 * 86_400_000;
    const key = await register("far-1", { silentAfter: 600_000, lateness });
    await settle();
    const backlog = Array.from({ length: 300 }, (_, i) => ({ metric: "level", at: minutesAgo(i * 14), value: i % 10 }));
    for (let i = 0; i < backlog.length; i += 100) await report("far-1", key, backlog.slice(i, i + 100));
    await settle();
    const types = world.facts("telemetry/watch", "far-1").map(({ type }) => type);
    const told = types.filter((type) => type !== "ReadingsJudged");
    expect(told).toEqual(["WatchStarted", "DeviceSilenceDetected", "DeviceReturned", "DeviceSilenceDetected"]);
    const query = `metric=level&interval=day&from=${minutesAgo(6 * 1_440)}&to=${minutesAgo(-2_880)}`;
    const { body } = await call("GET", `/devices/far-1/metrics?${query}`);
    const points = body["points"] as { count: number; sum: string }[];
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    expect(points.reduce((sum, { sum: own }) => sum + BigInt(own), 0n)).toBe(1_350_000_000n);
    const alerts = (await call("GET", "/devices/far-1/alerts")).body["items"] as { status: string; kind: string }[];
    expect(alerts.map(({ kind, status }) => [kind, status])).toEqual([
      ["silence", "raised"],
      ["silence", "closed"],
    ]);
  });
});
