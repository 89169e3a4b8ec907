import { describe, expect, test } from "vitest";
import { TraderRegistered } from "../../../../functions/trading/contracts.ts";
import { openExchange } from "./exchange.ts";

const ORDERS = "/instruments/ACME/orders";
const buy = { orderId: "o-1", traderId: "ann", side: "buy", quantity: 5, price: 100 };
const sell = { ...buy, orderId: "o-2", traderId: "bob", side: "sell" };

async function openTrading() {
  const exchange = openExchange();
  await exchange.list();
  for (const traderId of ["ann", "bob"])
    await exchange.happened(
      traderId,
      new TraderRegistered({ traderId, currency: "EUR", decimals: 2, cash: 100_000, holdings: [] }),
    );
  return exchange;
}

async function refusal(answer: Response | Promise<Response>) {
  const response = await answer;
  const document = (await response.json()) as { type: string; errors?: { field: string; reason: string }[] };
  return [response.status, document.type.replace("urn:bugle:problem:", ""), document.errors ?? []];
}

describe("an order", () => {
  test("is placed, and lies in the book that its answer points to", async () => {
    const { call, read } = await openTrading();
    const response = await call("POST", ORDERS, buy);
    const { token, ...ids } = (await response.json()) as Record<string, unknown>;
    expect([response.status, response.headers.get("location")]).toEqual([202, "/instruments/ACME/book"]);
    expect(ids).toMatchObject({ instrumentId: "ACME", orderId: "o-1" });
    expect((await read(`/instruments/ACME/book?after=${token}`)).body).toEqual({
      instrumentId: "ACME",
      currency: "EUR",
      decimals: 2,
      closesAt: "17:30",
      halted: false,
      last: null,
      bids: [{ price: 100, quantity: 5, orders: 1 }],
      asks: [],
      version: 2,
    });
  });

  test("meets another, and the book says at which price", async () => {
    const { settle } = await openTrading();
    await settle("POST", ORDERS, buy);
    const { body } = await settle("POST", ORDERS, { ...sell, price: 98, quantity: 3 });
    expect(body).toMatchObject({ last: 100, bids: [{ price: 100, quantity: 2, orders: 1 }], asks: [] });
  });

  test.each([
    { currency: "USD", decimals: 2 },
    { currency: "EUR", decimals: 0 },
  ])("of an account that could never settle it is refused: %j", async (kept) => {
    const { call, happened } = await openTrading();
    await happened("cid", new TraderRegistered({ traderId: "cid", ...kept, cash: 100_000, holdings: [] }));
    expect(await refusal(call("POST", ORDERS, { ...buy, traderId: "cid" }))).toEqual([
      422,
      "currency-differs",
      [{ field: "traderId", reason: "has an account in another currency, or with other decimals" }],
    ]);
  });

  test("is replaced", async () => {
    const { settle } = await openTrading();
    await settle("POST", ORDERS, buy);
    const { body } = await settle("PUT", `${ORDERS}/o-1`, { traderId: "ann", quantity: 2, price: 99 });
    expect(body).toMatchObject({ bids: [{ price: 99, quantity: 2, orders: 1 }] });
  });

  test("is cancelled by its trader, and by nobody else", async () => {
    const { settle } = await openTrading();
    await settle("POST", ORDERS, buy);
    const other = await settle("DELETE", `${ORDERS}/o-1?traderId=bob`);
    expect([other.status, other.body["code"]]).toEqual([409, "unknown-order"]);
    expect((await settle("DELETE", `${ORDERS}/o-1?traderId=ann`)).body).toMatchObject({ bids: [] });
    const again = await settle("DELETE", `${ORDERS}/o-1?traderId=ann`);
    expect([again.status, again.body["code"]]).toEqual([409, "order-not-open"]);
  });

  test("with the id and the body of another is that one: it is answered the same and sent as the same message", async () => {
    const { call, settle, sent, advance } = await openTrading();
    const first = await (await call("POST", ORDERS, buy)).json();
    advance(60_000);
    expect(await (await call("POST", ORDERS, buy)).json()).toEqual(first);
    const placed = sent.filter(({ type }) => type === "PlaceTradeOrder");
    expect(new Set(placed.map(({ id }) => id)).size).toBe(1);
    const { body } = await settle("POST", ORDERS, { ...buy, orderId: "o-3" });
    expect(body).toMatchObject({ bids: [{ price: 100, quantity: 10, orders: 2 }] });
  });

  test("with the id of another and another body is refused", async () => {
    const { call } = await openTrading();
    await call("POST", ORDERS, buy);
    expect(await refusal(call("POST", ORDERS, { ...buy, quantity: 6 }))).toEqual([409, "id-reused", []]);
  });

  test("that was refused leaves its id free: the same again is a new one, and so is another", async () => {
    const { settle } = await openTrading();
    const place = (order: object) => settle("POST", ORDERS, order);
    await settle("POST", "/instruments/ACME/halt", { reason: "news" });
    await place(buy);
    await settle("POST", "/instruments/ACME/resume");
    expect((await place(buy)).body).toMatchObject({ bids: [{ price: 100, quantity: 5, orders: 1 }] });
    expect((await place({ ...buy, quantity: 1 })).body).toMatchObject({ bids: [{ price: 100, quantity: 5 }] });
    await settle("POST", "/instruments/ACME/halt", { reason: "news" });
    await place(sell);
    await settle("POST", "/instruments/ACME/resume");
    expect((await place({ ...sell, price: 101 })).body).toMatchObject({ asks: [{ price: 101, quantity: 5 }] });
  });

  test("may have the id that another trader uses, and one of an earlier day", async () => {
    const { settle, advance } = await openTrading();
    await settle("POST", ORDERS, buy);
    expect((await settle("POST", ORDERS, { ...buy, traderId: "bob" })).body).toMatchObject({
      bids: [{ price: 100, quantity: 10, orders: 2 }],
    });
    advance(6 * 3_600_000);
    expect((await settle("POST", ORDERS, buy)).body).toMatchObject({ bids: [{ price: 100, quantity: 5, orders: 1 }] });
  });
});

describe("an order is refused at once", () => {
  test("for an instrument that nobody has listed", async () => {
    const { call } = await openTrading();
    for (const path of ["orders", "halt"])
      expect(await refusal(call("POST", `/instruments/NONE/${path}`, path === "halt" ? { reason: "r" } : buy))).toEqual(
        [404, "instrument-unknown", []],
      );
    expect((await call("DELETE", "/instruments/NONE/orders/o-1?traderId=ann")).status).toBe(404);
  });

  test("for a trader who is not registered", async () => {
    const { call } = await openTrading();
    const errors = [{ field: "traderId", reason: "is not registered" }];
    expect(await refusal(call("POST", ORDERS, { ...buy, traderId: "zoe" }))).toEqual([422, "trader-unknown", errors]);
  });

  test.each([
    ["price", 0, "is not above zero"],
    ["price", -1, "is not above zero"],
    ["price", 99.5, "is not a whole number from 1 to 10000000000"],
    ["price", 2 ** 53 + 2, "is above 10000000000"],
    ["price", "100", "is not a number"],
    ["quantity", 0, "is not above zero"],
    ["quantity", 2 ** 53 + 2, "is above 900000"],
    ["quantity", 1e308, "is above 900000"],
    ["quantity", 1.5, "is not a whole number from 1 to 900000"],
    ["quantity", undefined, "is missing"],
    ["orderId", "my order", "is not 1 to 100 visible ASCII characters without spaces"],
  ])("for a %s of %s, in words: %s", async (field, value, reason) => {
    const { call } = await openTrading();
    const errors = [{ field, reason }];
    expect(await refusal(call("POST", ORDERS, { ...buy, [field]: value }))).toEqual([400, "body-invalid", errors]);
  });
});
