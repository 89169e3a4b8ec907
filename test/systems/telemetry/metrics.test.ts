import { describe, expect, test } from "vitest";
import { openStation } from "./station.ts";

type Points = { from: string; to: string; count: number; sum: string }[];

/** A device with a reading of value i at minute i of the last whole hour, five of them. */
async function measured() {
  const station = openStation();
  const key = await station.register("d 1:2", { fleetId: "nörd" });
  const hour = Math.floor(station.now() / 3_600_000) * 3_600_000 - 3_600_000;
  const time = (minute: number) => new Date(hour + minute * 60_000).toISOString();
  const readings = [0, 1, 2, 4, 59].map((minute) => ({ metric: "t", at: time(minute), value: minute }));
  await station.report("d 1:2", key, readings);
  await station.settle();
  const ask = async (query: string, of = `/devices/${encodeURIComponent("d 1:2")}`) =>
    station.call("GET", `${of}/metrics?metric=t&${query}`);
  const points = async (query: string, of?: string) =>
    ((await ask(query, of)).body["points"] as Points).map(({ from, to, count, sum }) => [from, to, count, sum]);
  return { ask, points, time };
}

describe("metrics", () => {
  test("are told per minute, those without readings left out, `to` not included", async () => {
    const { points, time } = await measured();
    expect(await points(`interval=minute&from=${time(1)}&to=${time(4)}`)).toEqual([
      [time(1), time(2), 1, "1000000"],
      [time(2), time(3), 1, "2000000"],
    ]);
    expect(await points(`interval=hour&from=${time(0)}&to=${time(60)}`)).toEqual([[time(0), time(60), 5, "66000000"]]);
  });
  test("are told of a fleet whose name is no plain word", async () => {
    const { points, time } = await measured();
    const fleet = `/fleets/${encodeURIComponent("nörd")}`;
    expect(await points(`interval=hour&from=${time(0)}&to=${time(60)}`, fleet)).toHaveLength(1);
  });
  test("slide: windows of three minutes, one beginning every minute", async () => {
    const { points, time } = await measured();
    expect(await points(`interval=minute&over=3&from=${time(0)}&to=${time(4)}`)).toEqual([
      [time(0), time(3), 3, "3000000"],
      [time(1), time(4), 2, "3000000"],
      [time(2), time(5), 2, "6000000"],
      [time(3), time(6), 1, "4000000"],
    ]);
    expect(await points(`interval=minute&over=3&from=${time(59)}&to=${time(61)}`)).toEqual([
      [time(59), time(62), 1, "59000000"],
    ]);
  });
  test("are bounded to 10,000 windows", async () => {
    const { ask } = await measured();
    const week = "from=2026-01-01T00:00:00Z&to=2026-01-07T22:40:00Z";
    expect((await ask(`interval=minute&${week}`)).status).toBe(200);
    const { status, body } = await ask("interval=minute&from=2026-01-01T00:00:00Z&to=2026-01-07T22:41:00Z");
    expect([status, body["type"]]).toEqual([400, "urn:bugle:problem:too-many-points"]);
    expect((await ask(`interval=minute&over=1440&${week}`)).status).toBe(400);
  });
  test("of a fleet, whose rows are sixteen each, are bounded to two hundred rows", async () => {
    const { ask } = await measured();
    const fleet = `/fleets/${encodeURIComponent("nörd")}`;
    const days = (to: string, of?: string) => ask(`interval=hour&from=2026-01-01&to=${to}`, of);
    expect((await days("2026-07-20", fleet)).status).toBe(200);
    const { status, body } = await days("2026-07-20T01:00:00Z", fleet);
    expect([status, body["type"], body["detail"]]).toEqual([
      400,
      "urn:bugle:problem:too-many-points",
      "Ask for at most 200 hours of minutes, days of hours or months of days.",
    ]);
    expect((await days("2027-02-01")).status).toBe(200);
  });
});
