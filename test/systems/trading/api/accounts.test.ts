import { expect, test } from "vitest";
import { openExchange } from "./exchange.ts";

const DAY = 86_400_000;
const ann = { traderId: "ann", currency: "EUR", cash: 5_000 };
const bob = { traderId: "bob", currency: "EUR", cash: 0, holdings: [{ instrumentId: "ACME", quantity: 8 }] };

async function opened() {
  const exchange = openExchange();
  await exchange.list();
  for (const trader of [ann, bob]) await exchange.settle("POST", "/traders", trader);
  const order = (orderId: string, traderId: string, side: string, quantity: number) =>
    exchange.settle("POST", "/instruments/ACME/orders", { orderId, traderId, side, quantity, price: 100 });
  const positions = async (traderId: string) => (await exchange.read(`/traders/${traderId}/positions`)).body;
  return { ...exchange, order, positions };
}

test("a trader is registered with an opening, and the same trader is registered once", async () => {
  const { settle, positions } = await opened();
  expect(await positions("bob")).toEqual({
    traderId: "bob",
    currency: "EUR",
    decimals: 2,
    cash: { held: 0, reserved: 0 },
    holdings: { ACME: { held: 8, reserved: 0 } },
  });
  expect((await settle("POST", "/traders", bob)).status).toBe(200);
  const { status, body } = await settle("POST", "/traders", { ...bob, cash: 1 });
  expect([status, body["code"]]).toEqual([409, "trader-exists"]);
});

test("a trader without an id is given one", async () => {
  const { settle } = await opened();
  const { body } = await settle("POST", "/traders", { currency: "EUR", cash: 7 });
  expect(body).toMatchObject({ traderId: expect.stringMatching(/^id-\d+$/), cash: { held: 7, reserved: 0 } });
});

test.each([
  [{ cash: -1 }, "cash"],
  [{ cash: 2 ** 53 }, "cash"],
  [{ cash: 0.5 }, "cash"],
  [{ currency: "euro" }, "currency"],
  [{ traderId: "a b" }, "traderId"],
  [{ holdings: [{ instrumentId: "ACME", quantity: -1 }] }, "holdings.0.quantity"],
])("a trader with %j is refused by the field's name", async (part, field) => {
  const { call } = await opened();
  const response = await call("POST", "/traders", { ...ann, ...part });
  expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ field }] }]);
});

test("a trade moves cash and holdings when it settles, days later", async () => {
  const { order, rest, advance, positions } = await opened();
  await order("o-1", "bob", "sell", 5);
  await order("o-1", "ann", "buy", 3);
  await rest();
  expect([(await positions("ann"))["cash"], (await positions("ann"))["holdings"]]).toEqual([
    { held: 5_000, reserved: 0 },
    {},
  ]);
  advance(2 * DAY);
  await rest();
  expect(await positions("ann")).toMatchObject({ cash: { held: 4_700, reserved: 0 }, holdings: { ACME: { held: 3 } } });
  expect(await positions("bob")).toMatchObject({ cash: { held: 300, reserved: 0 }, holdings: { ACME: { held: 5 } } });
});

test("a trader's confirmations tell each of their orders' facts, numbered without a gap, after any of them", async () => {
  const { order, rest, read } = await opened();
  await order("o-1", "bob", "sell", 5);
  await order("o-1", "ann", "buy", 3);
  await order("o-2", "ann", "buy", 11);
  await rest();
  const { status, body } = await read("/traders/ann/confirmations");
  const items = body["items"] as Record<string, unknown>[];
  const accepted = { instrumentId: "ACME", orderId: "o-1", side: "buy", quantity: 3, price: 100 };
  expect([status, body["after"], items.map(({ sequence }) => sequence)]).toEqual([200, 3, [1, 2, 3]]);
  expect(items.toSorted((a, b) => Number(a["version"]) - Number(b["version"]))).toMatchObject([
    { ...accepted, what: "accepted", version: 3, at: expect.stringMatching(/^2026-01-01T12:/) },
    { ...accepted, what: "filled", tradeId: "ACME-1", left: 0 },
    { what: "rejected", orderId: "o-2", code: expect.stringMatching(/./), reason: expect.stringMatching(/./) },
  ]);
  expect((await read("/traders/ann/confirmations?after=1&limit=1")).body).toEqual({ items: [items[1]], after: 2 });
  expect((await read("/traders/ann/confirmations?after=3")).body).toEqual({ items: [], after: 3 });
});

test("a trader without orders has no confirmations, and whoever is no trader has no feed", async () => {
  const { read } = await opened();
  expect(await read("/traders/ann/confirmations")).toEqual({ status: 200, body: { items: [], after: 0 } });
  expect((await read("/traders/nobody/confirmations")).status).toBe(404);
  expect((await read("/traders/nobody/positions")).status).toBe(404);
  expect((await read("/traders/ann/confirmations?after=-1")).status).toBe(400);
});
