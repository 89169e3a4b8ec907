import { expect, test } from "vitest";
import { openExchange } from "./exchange.ts";

const PRICES = "/instruments/ACME/prices";
const day = (date: string, close: number) => ({ at: `${date}T00:00:00Z`, interval: "1d", price: close });

async function listed() {
  const exchange = openExchange();
  await exchange.list();
  const bars = (query: string) => exchange.read(`/instruments/ACME/bars?${query}`);
  return { ...exchange, bars };
}

const flat = (price: number, volume = 0) => ({ open: price, high: price, low: price, close: price, volume });

test("prices come out as bars, oldest first, whatever month they fall into", async () => {
  const { settle, bars, rest } = await listed();
  const { body } = await settle("POST", PRICES, {
    prices: [day("2025-01-30", 100), day("2025-01-31", 110), day("2025-02-03", 90)],
  });
  expect(body).toMatchObject({ instrumentId: "ACME", last: 90, at: "2025-02-03T00:00:00.000Z", recorded: 3, late: 0 });
  await rest();
  expect(await bars("interval=1d&from=2025-01-31&to=2025-03-01")).toEqual({
    status: 200,
    body: {
      instrumentId: "ACME",
      interval: "1d",
      decimals: 2,
      items: [
        { from: "2025-01-31T00:00:00.000Z", ...flat(110), revision: 1 },
        { from: "2025-02-03T00:00:00.000Z", ...flat(90), revision: 1 },
      ],
    },
  });
});

test("the last bar of ticks stands open until later prices close it", async () => {
  const { settle, bars, rest } = await listed();
  const tick = (time: string, price: number) => ({ at: `2025-01-31T${time}Z`, price, volume: 2 });
  await settle("POST", PRICES, { prices: [tick("09:00:01", 100), tick("09:00:02", 101), tick("09:01:00", 99)] });
  await rest();
  const { body } = await bars("interval=1m&from=2025-01-31T09:00:00Z&to=2025-01-31T10:00:00Z");
  expect(body["items"]).toEqual([
    { from: "2025-01-31T09:00:00.000Z", open: 100, high: 101, low: 100, close: 101, volume: 4, revision: 1 },
    { from: "2025-01-31T09:01:00.000Z", ...flat(99, 2), revision: 0 },
  ]);
});

test("ticks of one millisecond keep the order that their times tell beyond it", async () => {
  const { settle, bars, rest } = await listed();
  const tick = (digits: string, price: number) => ({ at: `2025-01-31T09:00:00.${digits}Z`, price });
  await settle("POST", PRICES, { prices: [tick("1239", 100), tick("1231", 50), tick("123", 70)] });
  await rest();
  const { body } = await bars("interval=1m&from=2025-01-31&to=2025-02-01");
  expect(body["items"]).toMatchObject([{ open: 70, close: 100 }]);
});

test("five hundred prices of one request are all recorded, and again they count once", async () => {
  const { settle, bars, rest, sent } = await listed();
  const prices = Array.from({ length: 500 }, (_, i) => ({
    at: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
    interval: "1m",
    ...{ open: 100, high: 120, low: 90, close: 110, volume: 1 },
  }));
  expect((await settle("POST", PRICES, { prices })).body).toMatchObject({ recorded: 500 });
  expect(sent.filter(({ type }) => type === "RecordPrices")).toHaveLength(5);
  const again = (await settle("POST", PRICES, { prices })).body;
  expect(again).toMatchObject({ recorded: 500, late: 380, repeated: 120 });
  await rest();
  const hours = (await bars("interval=1h&from=2025-01-01&to=2025-01-02")).body["items"] as { volume: number }[];
  expect(hours.map(({ volume }) => volume)).toEqual([60, 60, 60, 60, 60, 60, 60, 60, 20]);
  const minutes = (await bars("interval=1m&from=2025-01-01&to=2025-01-02")).body["items"] as unknown[];
  expect(minutes).toHaveLength(500);
});

test("one's own trades are prices of the market", async () => {
  const { settle, read, rest } = await listed();
  const order = (traderId: string, side: string) => ({ orderId: "o-1", traderId, side, quantity: 2, price: 105 });
  for (const traderId of ["ann", "bob"]) await settle("POST", "/traders", { traderId, currency: "EUR", cash: 500 });
  await settle("POST", "/instruments/ACME/orders", order("ann", "buy"));
  await settle("POST", "/instruments/ACME/orders", order("bob", "sell"));
  await rest();
  const { body } = await read(PRICES);
  expect(body).toMatchObject({ last: 105, recorded: 1 });
  expect(body["open"]).toMatchObject([
    { interval: "1m", ...flat(105, 2) },
    { interval: "1h", ...flat(105, 2) },
    { interval: "1d", ...flat(105, 2) },
  ]);
});

test.each([
  [{ price: 0 }],
  [{ price: -5 }],
  [{ price: 1.5 }],
  [{ price: 2 ** 53 }],
  [{ price: 5, volume: -1 }],
  [{ price: 5, at: "2025-02-30T00:00:00Z" }],
  [{ price: 5, interval: "5m" }],
  [{ open: 5, high: 4, low: 5, close: 5 }],
  [{ open: 5, high: 5, low: 5 }],
  [{ price: 5, extra: 1 }],
])("a price like %j is refused", async (part) => {
  const { call } = await listed();
  const response = await call("POST", PRICES, { prices: [{ at: "2025-01-31T09:00:00Z", ...part }] });
  expect(response.status).toBe(400);
});

test("a batch of none, and one of more than five hundred, is refused", async () => {
  const { call } = await listed();
  for (const count of [0, 501]) {
    const prices = Array.from({ length: count }, () => day("2025-01-31", 100));
    expect((await call("POST", PRICES, { prices })).status).toBe(400);
  }
});

test("an instrument that is not listed has no prices and no bars", async () => {
  const { call } = await listed();
  const body = { prices: [day("2025-01-31", 100)] };
  const bars = "/instruments/none/bars?interval=1d&from=2025-01-01&to=2025-02-01";
  for (const response of [
    await call("POST", "/instruments/none/prices", body),
    await call("GET", "/instruments/none/prices"),
    await call("GET", bars),
  ])
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { type: "urn:bugle:problem:instrument-unknown" },
    ]);
});

test.each([
  ["interval=1m&from=2025-01-01&to=2025-01-07T22:41:00Z", "range-too-wide"],
  ["interval=1d&from=2025-01-02&to=2025-01-01", "range-empty"],
  ["interval=2d&from=2025-01-01&to=2025-01-02", "query-invalid"],
  ["interval=1d&from=today&to=2025-01-02", "query-invalid"],
  ["interval=1d", "query-invalid"],
])("bars asked for by %s are refused", async (query, code) => {
  const { bars } = await listed();
  expect(await bars(query)).toMatchObject({ status: 400, body: { type: `urn:bugle:problem:${code}` } });
});

test("a range of ten thousand bars is answered", async () => {
  const { bars } = await listed();
  expect(await bars("interval=1m&from=2025-01-01&to=2025-01-07T22:40:00Z")).toMatchObject({ status: 200 });
});
