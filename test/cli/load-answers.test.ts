import { afterEach, expect, it } from "vitest";
import { type FakeApi, fakeApi } from "./load/fake-api.ts";
import { filesFolder, real } from "./load/folder.ts";
import { run, watchWith } from "./run.ts";

const files = filesFolder();
const NOWHERE = "http://127.0.0.1:9";
let api: FakeApi | undefined;
afterEach(() => api?.close());

const load = (file: string, ...args: string[]) => run("load", "market-data", file, "--instrument", "X", ...args);

it("gives up where nothing answers", async () => {
  const { code, stderr } = await load(real("stocks.csv"), "--url", NOWHERE);
  expect(stderr).toMatch(/^error: no Bugle API answers at http:\/\/127\.0\.0\.1:9\n/);
  expect(code).toBe(1);
});

it("stops at the first refusal, and says what the server said of which lines", async () => {
  const refused = { title: "The body is not valid", detail: "prices.0.at is no time" };
  api = await fakeApi(({ path }) => (path.endsWith("/prices") ? { status: 400, data: refused } : undefined));
  const { code, stderr } = await load(real("sp500-2000.csv"), "--url", api.url);
  expect(stderr).toContain(
    "error: posting X, lines 2 to 501, was refused with 400: The body is not valid: prices.0.at is no time\n",
  );
  expect(api.posted("/prices")).toHaveLength(1);
  expect(code).toBe(1);
});

it("names the lines of what was accepted and refused only when it was handled", async () => {
  const refused = { title: "Rejected", reason: "the instrument is halted" };
  api = await fakeApi(({ method, path, query }) =>
    method === "GET" && path.endsWith("/prices") && query.has("after") ? { status: 409, data: refused } : undefined,
  );
  const { code, stderr } = await load(files.write("date,price\n2020-01-01,1\n2020-01-02,2\n"), "--url", api.url);
  expect(stderr).toContain(
    "error: posting X, lines 2 to 3, was refused with 409: Rejected: the instrument is halted; 2 rows were accepted\n",
  );
  expect(code).toBe(1);
});

it("sends nothing to what is no Bugle API", async () => {
  api = await fakeApi(() => ({ status: 200, data: { status: "ok" } }));
  const { code, stderr } = await load(real("sp500-2000.csv"), "--url", api.url);
  expect(stderr).toBe(
    `error: no Bugle API answers at ${api.url}\n` +
      "Run `npm start -- trading telemetry` in another terminal, or name the API with --url.\n",
  );
  expect(api.got).toHaveLength(1);
  expect(code).toBe(1);
});

it("says how much was accepted when the API goes away", async () => {
  const away = await fakeApi(({ path }, before) => {
    if (!path.endsWith("/prices") || before.filter(({ method }) => method === "POST").length < 3) return undefined;
    away.close();
    return undefined;
  });
  const { code, stderr } = await load(real("sp500-2000.csv"), "--url", away.url);
  expect(stderr).toMatch(/^error: nothing answers at \S+ any more; 1000 rows were accepted\nRun `npm start/);
  expect(code).toBe(1);
}, 15_000);

it("sends again what was answered 429, 503 or 504, under the same key", async () => {
  const answers = [429, 503, 504];
  api = await fakeApi(({ method, path }) => {
    const status = method === "POST" && path.endsWith("/prices") ? answers.shift() : undefined;
    return status === undefined ? undefined : { status, headers: { "retry-after": "0" } };
  });
  const { code, stdout } = await load(files.write("date,price\n2020-01-01,1\n"), "--url", api.url);
  const keys = api.posted("/prices").map(({ headers }) => headers["idempotency-key"]);
  expect([keys.length, new Set(keys).size]).toEqual([4, 1]);
  expect(stdout).toContain("loaded 1 row in 1 request to");
  expect(code).toBe(0);
});

it("stops at Ctrl-C and says how far it came", async () => {
  let interrupt = () => {};
  api = await fakeApi(async ({ path }, before) => {
    if (!path.endsWith("/prices") || before.filter(({ method }) => method === "POST").length < 3) return undefined;
    interrupt();
    return new Promise(() => {});
  });
  const watching = watchWith({}, "load", "market-data", real("sp500-2000.csv"), "--instrument", "X", "--url", api.url);
  interrupt = watching.interrupt;
  expect(await watching.code).toBe(130);
  expect(await watching.errors).toBe("interrupted: 1000 rows were accepted; loading the file again is harmless\n");
});
