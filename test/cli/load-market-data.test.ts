import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeApi, fakeApi, type Got } from "./load/fake-api.ts";
import { filesFolder, real } from "./load/folder.ts";
import { run } from "./run.ts";

interface Sent {
  readonly at: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly interval: string;
}

/** Straight from the file, by other means than the loader's. */
const linesOf = (name: string): string[][] =>
  readFileSync(real(name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

const pricesIn = (got: readonly Got[]): Sent[] => got.flatMap(({ body }) => body["prices"] as Sent[]);
const load = (...args: string[]) => run("load", "market-data", ...args);
const files = filesFolder();
let api: FakeApi | undefined;
afterEach(() => api?.close());

describe("stocks.csv, one price a row of five instruments", () => {
  it("is understood without being told anything", async () => {
    const { code, stdout } = await load(real("stocks.csv"), "--dry-run", "--json");
    const instruments = [
      ...[{ instrument: "MSFT", rows: 123, from: "2000-01-01T00:00:00.000Z", to: "2010-03-01T00:00:00.000Z" }],
      ...[{ instrument: "AMZN", rows: 123, from: "2000-01-01T00:00:00.000Z", to: "2010-03-01T00:00:00.000Z" }],
      ...[{ instrument: "IBM", rows: 123, from: "2000-01-01T00:00:00.000Z", to: "2010-03-01T00:00:00.000Z" }],
      ...[{ instrument: "GOOG", rows: 68, from: "2004-08-01T00:00:00.000Z", to: "2010-03-01T00:00:00.000Z" }],
      ...[{ instrument: "AAPL", rows: 123, from: "2000-01-01T00:00:00.000Z", to: "2010-03-01T00:00:00.000Z" }],
    ].map((each) => ({ ...each, decimals: 2, rounded: false }));
    expect(JSON.parse(stdout)).toMatchObject({
      columns: { close: "price", date: "date", symbol: "symbol" },
      dates: { format: "named", example: "Jan 1 2000", timeZone: "UTC" },
      ...{ separator: ",", prices: "one price a row", interval: "1d", rows: 560, instruments },
      oddities: { disordered: 0, repeated: 0, gaps: 0 },
      badRows: { count: 0 },
    });
    expect(code).toBe(0);
  });

  it("is posted price for price, in order, after its instruments were listed", async () => {
    api = await fakeApi();
    const { code, stdout } = await load(real("stocks.csv"), "--url", api.url);
    const sent = Object.groupBy(api.posted("/prices"), ({ path }) => path.split("/")[2] ?? "");
    const cents = (price = "") => Math.round(Number(price) * 100);
    for (const symbol of ["MSFT", "AMZN", "IBM", "GOOG", "AAPL"]) {
      const expected = linesOf("stocks.csv").filter((line) => line[0] === symbol);
      const prices = pricesIn(sent[symbol] ?? []);
      expect(prices.map(({ close }) => close)).toEqual(expected.map((line) => cents(line[2])));
      expect(prices.map(({ at }) => at)).toEqual(
        expected.map((line) => new Date(`${line[1]} 00:00 UTC`).toISOString()),
      );
      expect(prices.every(({ open, high, low, close }) => open === close && high === close && low === close)).toBe(
        true,
      );
    }
    const references = api.posted("/instruments").map(({ body }) => [body["instrumentId"], body["referencePrice"]]);
    expect(Object.fromEntries(references)).toEqual({ MSFT: 2880, AMZN: 12882, IBM: 12555, GOOG: 56019, AAPL: 22302 });
    expect(stdout).toContain(`loaded 560 rows in 5 requests to ${api.url}, 0 of them tried again\n`);
    expect(code).toBe(0);
  });

  it("is awaited by the token of each instrument's last request", async () => {
    api = await fakeApi();
    const { stdout } = await load(real("stocks.csv"), "--url", api.url);
    const reads = api.got
      .filter(({ method, path }) => method === "GET" && path.endsWith("/prices"))
      .filter(({ query }) => query.has("after"));
    expect(reads.map(({ path }) => path.split("/")[2]).toSorted()).toEqual(["AAPL", "AMZN", "GOOG", "IBM", "MSFT"]);
    expect(stdout).toContain("\nrecorded of these instruments: 35 prices, 20 of them new; 10 came too late\n");
    expect(reads.every(({ query }) => query.get("after")?.startsWith("token-"))).toBe(true);
  });
});

describe("sp500-2000.csv, bars of twenty years", () => {
  it("is posted with each price to its last decimal", async () => {
    api = await fakeApi();
    const { code } = await load(real("sp500-2000.csv"), "--instrument", "S&P 500", "--url", api.url);
    const prices = pricesIn(api.posted("/prices"));
    const lines = linesOf("sp500-2000.csv");
    const millionths = (price = "") => Number(price.replace(".", ""));
    const column = (index: number) => lines.map((line) => millionths(line[index]));
    expect(prices.map(({ open }) => open)).toEqual(column(1));
    expect(prices.map(({ close }) => close)).toEqual(column(4));
    expect(Math.max(...prices.map(({ high }) => high))).toBe(Math.max(...column(2)));
    expect(Math.min(...prices.map(({ low }) => low))).toBe(Math.min(...column(3)));
    expect(prices.reduce((sum, { volume }) => sum + volume, 0)).toBe(
      lines.reduce((sum, line) => sum + Number(line[6]), 0),
    );
    expect([prices.length, prices[0]?.at, prices.at(-1)?.at]).toEqual([
      5_105,
      "2000-01-03T00:00:00.000Z",
      "2020-04-17T00:00:00.000Z",
    ]);
    expect(api.posted("/prices").map(({ body }) => (body["prices"] as unknown[]).length)).toEqual([
      ...Array(10).fill(500),
      105,
    ]);
    expect(api.posted("/prices").every(({ path }) => path === "/instruments/S%26P%20500/prices")).toBe(true);
    expect(code).toBe(0);
  });

  it("takes another column for the close if it is told so", async () => {
    const told = ["--columns", "close=adjclose", "--dry-run", "--json"];
    const { stdout } = await load(real("sp500-2000.csv"), "--instrument", "X", ...told);
    expect(JSON.parse(stdout)).toMatchObject({ columns: { close: "adjclose" }, unused: ["close"], rows: 5_105 });
  });
});

it("sends the same keys when a file is loaded again", async () => {
  const keys = async () => {
    api = await fakeApi();
    await load(real("stocks.csv"), "--url", api.url);
    return api
      .posted("/prices")
      .map(({ headers }) => headers["idempotency-key"])
      .toSorted();
  };
  const first = await keys();
  api?.close();
  expect(await keys()).toEqual(first);
  expect(new Set(first).size).toBe(5);
});

it("says that a file was already loaded where nothing of it is new", async () => {
  const standing = { recorded: 1, late: 4, repeated: 9 };
  api = await fakeApi(({ method, path }) =>
    method === "GET" && path.endsWith("/prices") ? { status: 200, data: standing } : undefined,
  );
  const { stdout } = await load(files.write("date,price\n2020-01-01,1\n"), "--instrument", "X", "--url", api.url);
  expect(stdout).toContain("\nloaded 1 row in 1 request to ");
  expect(stdout).toContain(
    "\nrecorded of these instruments: 1 price, none of them new: this file was already loaded\n",
  );
});

it("names rows that are more than a day ahead, and leaves them out", async () => {
  api = await fakeApi();
  const tomorrow = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const file = files.write(`date,price\n2020-01-01T00:00:00Z,1\n2999-01-01T00:00:00Z,2\n${tomorrow},3\n`);
  const { stdout } = await load(file, "--instrument", "X", "--url", api.url);
  expect(stdout).toContain("\n1 bad row, left out:\n  line 3: it is more than 24 hours ahead of the clock here\n");
  expect(pricesIn(api.posted("/prices")).map(({ close }) => close)).toEqual([1, 3]);
});

it("uses the decimals of an instrument that is listed already", async () => {
  api = await fakeApi(({ path }) => (path.endsWith("/book") ? { status: 200, data: { decimals: 1 } } : undefined));
  const file = files.write("date,price\n2020-01-01,1.25\n2020-01-02,1.34\n");
  await load(file, "--instrument", "X", "--url", api.url);
  expect(api.posted("/instruments")).toEqual([]);
  expect(pricesIn(api.posted("/prices")).map(({ close }) => close)).toEqual([13, 13]);
  const { code, stderr } = await load(file, "--instrument", "X", "--url", api.url, "--decimals", "2");
  expect(stderr).toContain("error: X is listed already, with 1 decimals\n");
  expect(code).toBe(1);
});

it("sorts a file that has the newest row first", async () => {
  api = await fakeApi();
  const file = files.write("date,price\n2020-01-03,3\n2020-01-02,2\n2020-01-01,1\n");
  await load(file, "--instrument", "X", "--url", api.url);
  expect(pricesIn(api.posted("/prices")).map(({ close }) => close)).toEqual([1, 2, 3]);
  expect(api.posted("/instruments")[0]?.body["referencePrice"]).toBe(3);
});

it("tells ticks of one time apart by their place", async () => {
  api = await fakeApi();
  const file = files.write("timestamp,price,size\n1577836800,1.5,10\n1577836800,1.6,20\n1577836801,1.7,5\n");
  await load(file, "--instrument", "X", "--url", api.url);
  const at = ["2020-01-01T00:00:00.000Z", "2020-01-01T00:00:00.000Z", "2020-01-01T00:00:01.000Z"];
  expect(pricesIn(api.posted("/prices"))).toEqual([
    { at: at[0], interval: "tick", open: 15, high: 15, low: 15, close: 15, volume: 10, place: 0 },
    { at: at[1], interval: "tick", open: 16, high: 16, low: 16, close: 16, volume: 20, place: 1 },
    { at: at[2], interval: "tick", open: 17, high: 17, low: 17, close: 17, volume: 5, place: 0 },
  ]);
});
