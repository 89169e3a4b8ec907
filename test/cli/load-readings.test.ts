import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeApi, fakeApi, type Script } from "./load/fake-api.ts";
import { filesFolder, real } from "./load/folder.ts";
import { run } from "./run.ts";

interface Sent {
  readonly metric: string;
  readonly at: string;
  readonly value: number;
}

const files = filesFolder();
const keyFile = join(files.folder, "keys.json");
let api: FakeApi | undefined;
afterEach(() => api?.close());

async function load(script: Script | undefined, ...args: string[]) {
  api = await fakeApi(script);
  const ended = await run("load", "readings", ...args, "--url", api.url, "--key-file", keyFile);
  const requests = api.posted("/readings");
  return { ...ended, api, requests, sent: requests.flatMap(({ body }) => body["readings"] as Sent[]) };
}

/** Straight from the file, by other means than the loader's. */
const columnOf = (name: string, column: number): number[] =>
  readFileSync(real(name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",")[column]));

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

describe("seattle-weather.csv, one row a day", () => {
  it("is understood: four metrics, and a column that is no number", async () => {
    const { stdout } = await run(
      "load",
      "readings",
      real("seattle-weather.csv"),
      "--device",
      "s",
      "--dry-run",
      "--json",
    );
    const metric = (name: string, lowest: number, highest: number) => ({
      metric: name,
      readings: 1_461,
      lowest,
      highest,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      columns: { date: "date" },
      ...{ unused: ["weather"], readings: 5_844 },
      span: { from: "2012-01-01T00:00:00.000Z", to: "2015-12-31T00:00:00.000Z" },
      metrics: [
        metric("precipitation", 0, 55.9),
        metric("temp_max", -1.6, 35.6),
        metric("temp_min", -7.1, 18.3),
        metric("wind", 0.4, 9.5),
      ],
      badRows: { count: 0 },
    });
  });

  it("arrives with the means and extremes that the file has", async () => {
    const { sent, requests, code } = await load(undefined, real("seattle-weather.csv"), "--device", "s");
    for (const [column, name] of ["precipitation", "temp_max", "temp_min", "wind"].entries()) {
      const expected = columnOf("seattle-weather.csv", column + 1);
      const values = sent.filter(({ metric }) => metric === name).map(({ value }) => value);
      expect(sumOf(values) / values.length).toBe(sumOf(expected) / 1_461);
      expect([Math.min(...values), Math.max(...values)]).toEqual([Math.min(...expected), Math.max(...expected)]);
    }
    expect(requests.every(({ headers }) => headers["content-encoding"] === "gzip")).toBe(true);
    const days = requests.map(({ body }) => new Set((body["readings"] as Sent[]).map(({ at }) => at)).size);
    expect(Math.max(...days)).toBe(100);
    expect(code).toBe(0);
  });
});

it("loads hourly normals in their order, at most a thousand at once", async () => {
  const { sent, requests } = await load(undefined, real("seattle-weather-hourly-normals.csv"), "--device", "s");
  const temperatures = sent.filter(({ metric }) => metric === "temperature").map(({ value }) => value);
  expect(temperatures).toEqual(columnOf("seattle-weather-hourly-normals.csv", 2));
  expect(sent[0]).toEqual({ metric: "pressure", at: "2010-01-01T01:00:00.000Z", value: 1_016.6 });
  expect(sent).toHaveLength(26_277);
  expect(Math.max(...requests.map(({ body }) => (body["readings"] as Sent[]).length))).toBeLessThanOrEqual(1_000);
});

it("loads a long file, one column of metrics and one of values", async () => {
  const file = files.write(
    "sensor;when;parameter;value\nd1;31/12/2020 08:00;Temp °C;1,5\nd2;01/01/2021 08:00;Humidity;40\nd1;01/01/2021 09:00;Temp °C;n/a\n",
  );
  const { requests } = await load(undefined, file, "--columns", "date=when");
  const by = Object.fromEntries(requests.map(({ path, body }) => [path, body["readings"]]));
  expect(by).toEqual({
    "/devices/d1/readings": [{ metric: "temp_c", at: "2020-12-31T08:00:00.000Z", value: 1.5 }],
    "/devices/d2/readings": [{ metric: "humidity", at: "2021-01-01T08:00:00.000Z", value: 40 }],
  });
});

it("loads only the metrics that are asked for", async () => {
  const { sent } = await load(undefined, real("seattle-weather.csv"), "--device", "s", "--metrics", "wind");
  expect(new Set(sent.map(({ metric }) => metric))).toEqual(new Set(["wind"]));
  expect(sent).toHaveLength(1_461);
});

describe("keys", () => {
  it("are made once, kept for their owner alone, and sent with every batch", async () => {
    const file = files.write("device,date,t\nk1,2020-01-01,1\nk2,2020-01-01,2\n");
    const first = await load(undefined, file, "--fleet", "cold");
    first.api.close();
    const keys = JSON.parse(readFileSync(keyFile, "utf8"));
    const second = await load(undefined, file);
    for (const { api: served, requests } of [first, second]) {
      const registered = served.posted("/devices").map(({ body }) => [body["deviceId"], body["keyHash"]]);
      const hashOf = (device: string) => createHash("sha256").update(keys[device]).digest("hex");
      expect(Object.fromEntries(registered)).toEqual({ k1: hashOf("k1"), k2: hashOf("k2") });
      const sent = requests.map(({ path, headers }) => [path, headers["x-device-key"]]);
      expect(Object.fromEntries(sent)).toEqual({ "/devices/k1/readings": keys.k1, "/devices/k2/readings": keys.k2 });
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(first.api.posted("/devices")[0]?.body).toMatchObject({ fleetId: "cold", model: "loaded" });
  });

  it("that another key stands against are told of", async () => {
    const file = files.write("device,date,t\nforeign,2020-01-01,1\n");
    const taken: Script = ({ path }) => (path === "/devices" ? { status: 409 } : undefined);
    const { code, stderr, requests } = await load(taken, file);
    expect(stderr).toContain("error: device foreign is registered under another key\nName the file that has its key");
    expect(requests).toEqual([]);
    expect(code).toBe(1);
  });
});

it("counts what the service refuses by its codes, and exits with 1", async () => {
  const file = files.write("device,date,t\na,2020-01-01,1\nb,2020-01-01,2\n");
  const refusals: Script = ({ path }) => {
    const refused = [{ index: 0, code: "too-late", reason: "old" }];
    return path.endsWith("/readings") ? { status: 422, data: { refused } } : undefined;
  };
  const { code, stdout } = await load(refusals, file);
  expect(stdout).toMatch(/\nloaded 0 readings in 2 requests to .*, 0 of them tried again, 2 refused as too-late\n$/);
  expect(code).toBe(1);
});

it("names rows that are a hundred years old or ahead of the clock, and leaves them out", async () => {
  const [now, MINUTE, DAY] = [Date.now(), 60_000, 86_400_000];
  const times = [-36_526 * DAY, -36_524.5 * DAY, 3 * MINUTE, 8 * MINUTE].map((ms) => new Date(now + ms).toISOString());
  const { stdout, sent, api } = await load(
    undefined,
    files.write(`date,t\n${times.map((at) => `${at},1\n`).join("")}`),
    "--device",
    "a",
  );
  expect(stdout).toContain(
    "2 bad rows, left out:\n  line 2: it is more than 36525 days old\n" +
      "  line 5: it is more than 5 minutes ahead of the clock here\n",
  );
  expect(sent.map(({ at }) => at)).toEqual([times[1], times[2]]);
  expect(api.posted("/devices").map(({ body }) => body["lateness"])).toEqual([36_525 * DAY]);
});

it("names rows that cannot be loaded and leaves them out", async () => {
  const file = files.write("date,t,u\n2020-01-01,1,2\nsoon,1,2\n2020-01-02,1e300,2\n2020-01-03,x,\n2020-01-04\n");
  const { stdout, sent } = await load(undefined, file, "--device", "a");
  expect(stdout).toContain(
    '4 bad rows, left out:\n  line 3: "soon" is no date of the format ymd\n  line 4: t 1e300 is beyond 1000000000\n' +
      '  line 5: t "x" is no number\n  line 6: it has 1 of 3 fields\n',
  );
  expect(sent).toHaveLength(3);
});
