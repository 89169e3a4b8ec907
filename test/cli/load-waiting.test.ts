import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeApi, fakeApi, type Got, type Script } from "./load/fake-api.ts";
import { filesFolder } from "./load/folder.ts";
import { run } from "./run.ts";

const files = filesFolder();
let api: FakeApi | undefined;
afterEach(() => api?.close());

const isFigures = ({ method, path }: Got): boolean => method === "GET" && path.endsWith("/metrics");
const counts = (count: number) => ({ status: 200, data: { points: [{ count: count - 1 }, { count: 1 }] } });

describe("readings", () => {
  const file = () => files.write("date,t,u\n2020-01-01,1,5\n2020-01-02,2,\n2020-01-02,2,\n");
  const load = async (script: Script | undefined, ...args: string[]) => {
    api = await fakeApi(script);
    return run(
      "load",
      "readings",
      file(),
      "--device",
      "d 1",
      "--url",
      api.url,
      "--key-file",
      join(files.folder, "keys.json"),
      ...args,
    );
  };

  it("are awaited until the figures of each metric have all of them, each once, and stand still", async () => {
    const told = [2, 5, 6, 6];
    const { code, stdout } = await load((got) =>
      isFigures(got) && got.query.get("metric") === "t" ? counts(told.shift() ?? 6) : undefined,
    );
    expect(told).toEqual([]);
    expect(stdout).toMatch(/\nloaded 4 readings in 1 request to .*, 0 of them tried again\nall of them are counted\n$/);
    expect(code).toBe(0);
    const asked = (api as FakeApi).got.filter(isFigures).map(({ path, query }) => `${path} ${query}`);
    expect(new Set(asked)).toEqual(
      new Set([
        "/devices/d%201/metrics interval=day&metric=t&from=2020-01-01T00%3A00%3A00.000Z&to=2020-01-03T00%3A00%3A00.000Z",
        "/devices/d%201/metrics interval=day&metric=u&from=2020-01-01T00%3A00%3A00.000Z&to=2020-01-02T00%3A00%3A00.000Z",
      ]),
    );
  });

  it("that are not counted in time are told of, with where to look, and fail nothing", async () => {
    const { code, stdout } = await load((got) => (isFigures(got) ? counts(1) : undefined), "--wait", "1");
    expect(stdout).toMatch(
      /\nafter 1 s 2 of 3 are counted, of those that came twice one: GET http:\S+\/devices\/d%201\/metrics\?interval=day&metric=t&from=2020-01-01&to=2020-01-03 tells what is\n$/,
    );
    expect(code).toBe(0);
  });

  it("whose figures are not answered in time are not waited for any longer", async () => {
    const never: Script = (got) => (isFigures(got) ? new Promise(() => {}) : undefined);
    const { code, stdout } = await load(never, "--wait", "1");
    expect(stdout).toContain("\nafter 1 s 0 of 3 are counted, ");
    expect(code).toBe(0);
  });

  it("are not awaited if nobody wants to wait", async () => {
    const { stdout } = await load(undefined, "--no-wait");
    expect((api as FakeApi).got.filter(isFigures)).toEqual([]);
    expect(stdout).toMatch(/\nthey will be counted in a moment: GET http:\S+ tells what is\n$/);
    const { stdout: json } = await load(undefined, "--no-wait", "--json");
    expect(JSON.parse(json).loaded).toEqual({ readings: 4, requests: 1, retries: 0, refused: {} });
  });

  it("are counted in the JSON too", async () => {
    const { stdout } = await load(undefined, "--json");
    expect(JSON.parse(stdout).loaded).toEqual({ readings: 4, counted: 3, requests: 1, retries: 0, refused: {} });
  });
});

describe("prices", () => {
  const load = async (script: Script | undefined, ...args: string[]) => {
    api = await fakeApi(script);
    const file = files.write("symbol,date,price\nX,2020-01-01,1\nY,2020-01-01,2\n");
    return run("load", "market-data", file, "--url", api.url, ...args);
  };
  const isAwaited = ({ method, path, query }: Got) =>
    method === "GET" && path.endsWith("/prices") && query.has("after");
  const notYet: Script = (got) => (isAwaited(got) ? { status: 504 } : undefined);

  it("that are not recorded in time are told of, with where to look, and fail nothing", async () => {
    const { code, stdout } = await load(
      (...asked) => (asked[0].path.includes("/X/") ? notYet(...asked) : undefined),
      "--wait",
      "1",
    );
    expect(stdout).toMatch(
      /\nafter 1 s not all prices of X are recorded: GET http:\S+\/instruments\/X\/prices tells how many there are\n$/,
    );
    expect(code).toBe(0);
    const { stdout: of } = await load(notYet, "--wait", "1");
    expect(of).toContain("\nafter 1 s not all prices of X and of 1 other instrument are recorded: ");
  });

  it("are not awaited if nobody wants to wait", async () => {
    const { code, stdout } = await load(notYet, "--no-wait");
    expect((api as FakeApi).got.filter(isAwaited)).toEqual([]);
    expect(stdout).toMatch(/\nthe prices will be recorded in a moment: GET http:\S+ tells how many there are\n$/);
    expect(code).toBe(0);
  });
});
