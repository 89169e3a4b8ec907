import { expect, test } from "vitest";
import { terms } from "../listing.ts";
import { openExchange } from "./exchange.ts";

const DAY = 86_400_000;
const AUDIT = "/instruments/ACME/audit";

async function traded() {
  const exchange = openExchange();
  await exchange.list();
  for (const traderId of ["ann", "=bob"])
    await exchange.settle("POST", "/traders", { traderId, currency: "EUR", cash: 5_000 });
  const order = (orderId: string, traderId: string, side: string, quantity = 2) =>
    exchange.call("POST", "/instruments/ACME/orders", { orderId, traderId, side, quantity, price: 100 });
  await order("o-1", "ann", "buy");
  await exchange.rest();
  exchange.advance(DAY);
  await order("o-2", "=bob", "sell");
  await order("o-3", "ann", "buy", 11);
  await exchange.call("DELETE", "/instruments/ACME/orders/none?traderId=ann");
  await exchange.rest();
  return exchange;
}

const lines = async (response: Response) => (await response.text()).trimEnd().split("\n");

test("a day's audit tells what happened, on whose behalf, because of what, and what was refused and why", async () => {
  const { call } = await traded();
  const response = await call("GET", `${AUDIT}?day=2026-01-02`);
  expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const entries = (await lines(response)).map((line) => JSON.parse(line));
  expect(entries.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["TradeOrderAccepted", "TradeOrderRejected", "CancelTradeOrder"]),
  );
  expect(entries.every(({ time, actor }) => time.startsWith("2026-01-02T12:") && actor === "local")).toBe(true);
  expect(entries.find(({ type }) => type === "TradeOrderRejected")).toMatchObject({
    version: expect.any(Number),
    by: "trading/place-trade-order",
    cause: { type: "PlaceTradeOrder" },
    data: { traderId: "ann", orderId: "o-3", quantity: 11, code: expect.stringMatching(/./) },
  });
  expect(entries.find(({ type }) => type === "CancelTradeOrder")).toMatchObject({
    by: "trading/cancel-trade-order",
    refused: {
      code: "unknown-order",
      reason: expect.stringMatching(/./),
      about: { instrumentId: "ACME", orderId: "none", traderId: "ann" },
    },
  });
});

test("a day's audit as CSV has a row for each entry, and no cell that a spreadsheet would run", async () => {
  const { call } = await traded();
  const response = await call("GET", `${AUDIT}?day=2026-01-02&format=csv`);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  const [head = "", ...rows] = await lines(response);
  expect(head.trim()).toBe(
    "version,time,what,actor,traderId,orderId,tradeId,side,quantity,price,code,reason,because,correlationId",
  );
  expect(rows.find((row) => row.includes(",TradeOrderAccepted,"))).toMatch(
    /^\d+,2026-01-02T12:[^,]*,TradeOrderAccepted,local,'=bob,o-2,,sell,2,100,,,PlaceTradeOrder,id-\d+\r?$/,
  );
});

test("of a refused cancellation or replacement it is told who wanted what of which order", async () => {
  const { call, rest } = await traded();
  await call("PUT", "/instruments/ACME/orders/o-9", { traderId: "=bob", quantity: 3, price: 99 });
  await rest();
  const rows = await lines(await call("GET", `${AUDIT}?day=2026-01-02&format=csv`));
  expect(rows.find((row) => row.includes(",CancelTradeOrder,"))).toMatch(
    /^\d+,2026-01-02T12:[^,]*,CancelTradeOrder,local,ann,none,,,,,unknown-order,[^,]+,refused,id-\d+\r?$/,
  );
  expect(rows.find((row) => row.includes(",ReplaceTradeOrder,"))).toMatch(
    /^\d+,2026-01-02T12:[^,]*,ReplaceTradeOrder,local,'=bob,o-9,,,3,99,unknown-order,[^,]+,refused,id-\d+\r?$/,
  );
});

test("a day's audit is the same read in small answers, each of which names the next", async () => {
  const { call } = await traded();
  for (const format of ["ndjson", "csv"]) {
    const whole = await (await call("GET", `${AUDIT}?day=2026-01-02&format=${format}`)).text();
    let parts = "";
    for (let path = `${AUDIT}?day=2026-01-02&format=${format}&limit=2`; path; ) {
      const response = await call("GET", path);
      parts += await response.text();
      path = /^<(.*)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1] ?? "";
    }
    expect(parts).toBe(whole);
  }
});

test.each(["漢字", "a>; rel=x", "a\r\nset-cookie: b"])(
  "the next answer of %j is at an address that a header holds",
  async (id) => {
    const { call, settle } = openExchange();
    await settle("POST", "/instruments", { ...terms, instrumentId: id });
    const path = `/instruments/${encodeURIComponent(id)}`;
    await settle("POST", `${path}/halt`, { reason: "news" });
    const response = await call("GET", `${path}/audit?day=2026-01-01&limit=1`);
    const [, next = ""] = /^<([!-;=?-~]*)>; rel="next"$/.exec(response.headers.get("link") ?? "") ?? [];
    expect(await lines(await call("GET", next))).toEqual([expect.stringContaining("TradingHalted")]);
  },
);

test("a day on which nothing happened is empty, and an instrument to which nothing ever happened has no audit", async () => {
  const { call } = await traded();
  for (const day of ["2025-12-31", "2026-01-03"])
    expect(await (await call("GET", `${AUDIT}?day=${day}`)).text()).toBe("");
  expect((await call("GET", "/instruments/none/audit?day=2026-01-01")).status).toBe(404);
  expect((await call("GET", `${AUDIT}?day=2026-02-30`)).status).toBe(400);
  expect((await call("GET", `${AUDIT}?day=2026-01-01&format=xml`)).status).toBe(400);
});

test("what a decision saw is the book of the version before, though what follows in its batch has its time", async () => {
  const { list, call, read, rest, settle } = openExchange();
  await list();
  for (const traderId of ["ann", "bob"]) await settle("POST", "/traders", { traderId, currency: "EUR", cash: 5_000 });
  const order = { orderId: "o-1", quantity: 2, price: 100 };
  await call("POST", "/instruments/ACME/orders", { ...order, traderId: "ann", side: "buy", timeInForce: "fok" });
  await call("POST", "/instruments/ACME/orders", { ...order, traderId: "bob", side: "sell" });
  await call("DELETE", "/instruments/ACME/orders/none?traderId=ann");
  await rest();
  const told = await lines(await call("GET", `${AUDIT}?day=2026-01-01`));
  const [, refused, accepted, cancel] = told.map((line) => JSON.parse(line));
  expect([refused, accepted, cancel]).toMatchObject([
    { version: 2, type: "TradeOrderRejected", data: { code: "fok-not-fillable" }, time: accepted.time },
    { version: 3, type: "TradeOrderAccepted" },
    { version: 3, refused: { code: "unknown-order" }, time: accepted.time },
  ]);
  const asks = [{ price: 100, quantity: 2, orders: 1 }];
  const book = async (query: string) => (await read(`/instruments/ACME/book?${query}`)).body;
  expect(await book(`at=${refused.time}`)).toMatchObject({ version: 3, asks });
  expect(await book("version=1")).toMatchObject({ version: 1, asks: [] });
  expect(await book("version=3")).toMatchObject({ version: 3, asks });
});
