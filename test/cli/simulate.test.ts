import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FleetOptions, type Report, reportsOf } from "../../cli/simulate/fleet.ts";
import { type FakeApi, fakeApi } from "./load/fake-api.ts";
import { filesFolder } from "./load/folder.ts";
import { run, runWith, watchWith } from "./run.ts";

const FROM = Date.UTC(2026, 0, 1);
const fleet: FleetOptions = { count: 50, seed: 7, from: FROM, minutes: 60, faults: false };
const all = (options: FleetOptions): Report[] => [...reportsOf(options)].flat();
const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

describe("a simulated fleet", () => {
  it("sends the same bytes for the same seed, and others for another", () => {
    const faulty = { ...fleet, faults: true };
    expect(hashOf(all(faulty))).toBe(hashOf(all(faulty)));
    expect(hashOf(all(faulty))).not.toBe(hashOf(all({ ...faulty, seed: 8 })));
  });

  it("gives a device the same readings whatever else is in the fleet", () => {
    const of = (count: number) =>
      all({ ...fleet, count, faults: true }).filter(({ device }) => device === "sim-000003");
    expect(of(4)).toEqual(of(50));
  });

  it("reports four readings a device and minute, in order, all of them once", () => {
    const reports = all(fleet);
    expect(reports).toHaveLength(3_000);
    const times = reports.filter(({ device }) => device === "sim-000000").flatMap(({ readings }) => readings);
    expect(times.map(({ at }) => Date.parse(at) - FROM)).toEqual(Array.from({ length: 240 }, (_, n) => n * 15_000));
    expect(reports.every(({ fault }) => fault === undefined)).toBe(true);
  });

  it("measures temperatures that follow the day", () => {
    const [device] = Map.groupBy(all({ ...fleet, count: 1, minutes: 1_440 }), ({ device }) => device).values();
    const hours = Map.groupBy(device ?? [], ({ minute }) => Math.floor(minute / 60));
    const meanOf = (hour: number) => {
      const values = (hours.get(hour) ?? []).flatMap(({ readings }) => readings.map(({ value }) => value));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(meanOf(6)).toBeGreaterThan(meanOf(0));
    expect(meanOf(18)).toBeLessThan(meanOf(12));
  });
});

describe("with faults it", () => {
  const reports = all({ ...fleet, count: 200, faults: true });
  const withFault = (fault: string) => reports.filter((report) => report.fault === fault);
  const timesOf = ({ readings }: Report) => readings.map(({ at }) => Date.parse(at));

  it("loses some reports", () => {
    const minutes = new Set(reports.map(({ device, readings }) => `${device} ${readings[0]?.at.slice(0, 16)}`));
    expect(12_000 - minutes.size).toBeGreaterThan(100);
    expect(12_000 - minutes.size).toBeLessThan(400);
  });

  it("repeats some, to the byte", () => {
    const twice = withFault("repeated");
    expect(twice.length).toBeGreaterThan(200);
    const sent = new Set(reports.map((report) => JSON.stringify(report)));
    expect(twice.filter(({ fault: _, ...report }) => !sent.has(JSON.stringify(report)))).toEqual([]);
  });

  it("keeps some back by one to ten minutes", () => {
    const delays = withFault("late")
      .map((report) => report.minute - (timesOf(report)[0]! - FROM) / 60_000)
      .filter((minutes) => Math.abs(minutes) < 1_000_000);
    expect([Math.min(...delays), Math.max(...delays)]).toEqual([1, 10]);
  });

  it("turns some around", () => {
    const turned = withFault("disordered").map(timesOf);
    expect(turned.length).toBeGreaterThan(300);
    expect(turned.every((times) => times[0]! > times[3]!)).toBe(true);
  });

  it("has devices whose clock is years away", () => {
    const years = new Set(withFault("wrong-clock").map((report) => new Date(timesOf(report)[0]!).getUTCFullYear()));
    expect([...years].every((year) => year < 1990 || year > 2090)).toBe(true);
    expect(years.size).toBeGreaterThan(0);
  });
});

describe("bugle simulate devices", () => {
  const files = filesFolder();
  let api: FakeApi | undefined;
  afterEach(() => api?.close());

  it("says at Ctrl-C what becomes of the fleet", async () => {
    let interrupt = () => {};
    api = await fakeApi(({ path }) => {
      if (!path.endsWith("/readings")) return undefined;
      interrupt();
      return new Promise(() => {});
    });
    const args = ["--count", "1", "--key-file", join(files.folder, "few.json"), "--url", api.url];
    const watching = watchWith({}, "simulate", "devices", ...args);
    interrupt = watching.interrupt;
    expect(await watching.code).toBe(130);
    expect(await watching.errors).toBe(
      "interrupted: 0 readings were accepted; the same command lets the same devices report again\n",
    );
  });

  it("says that nothing runs, in its own words", async () => {
    const { code, stderr } = await runWith({ BUGLE_HOME: files.folder }, "simulate", "devices");
    expect(stderr).toBe(
      "error: no local run is up that devices could report to\n" +
        "Run `npm start -- trading telemetry` in another terminal, or name the API with --url.\n",
    );
    expect(code).toBe(1);
  });

  it("registers the fleet, reports, does what the devices are told and sums up", async () => {
    const hash = "a".repeat(64);
    const commands = [
      { id: "c1", type: "RebootDevice", data: {} },
      { id: "c2", type: "InstallFirmware", data: { sha256: hash } },
      { id: "configuration-3", type: "ConfigureDevice", data: { version: 3, settings: { rate: 5 } } },
    ];
    const limited = [429];
    api = await fakeApi(({ path, headers }, before) => {
      if (path.endsWith("/commands")) return { status: 200, data: { commands } };
      if (path.endsWith("/readings") && before.filter((each) => each.path === path).length === 1)
        return { status: 422, data: { refused: [{ code: "too-late" }] } };
      if (path.endsWith("/readings") && headers["x-device-key"] && limited.pop())
        return { status: 429, headers: { "retry-after": "0" } };
      return undefined;
    });
    const keyFile = join(files.folder, "keys.json");
    const args = ["--count", "2", "--seed", "5", "--minutes", "2", "--key-file", keyFile, "--url", api.url, "--json"];
    const { code, stdout } = await run("simulate", "devices", ...args);
    const counts = JSON.parse(stdout);
    expect(counts).toMatchObject({ devices: 2, reports: 4, sent: 16, retried: { 429: 1 }, commands: 9 });
    expect(counts.accepted + 4 * counts.refused["too-late"]).toBe(16);
    const said = api.got.filter(({ path }) => path.startsWith("/devices/sim-000000/co") && !path.endsWith("/commands"));
    expect(said.slice(0, 3).map(({ path, body }) => [path, body])).toEqual([
      ["/devices/sim-000000/commands/c1/outcome", { status: "done" }],
      ["/devices/sim-000000/commands/c2/outcome", { status: "done", sha256: hash }],
      ["/devices/sim-000000/configuration", { version: 3, settings: { rate: 5 } }],
    ]);
    expect(code).toBe(0);
  });
});
