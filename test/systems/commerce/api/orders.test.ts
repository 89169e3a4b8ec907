import { expect, test } from "vitest";
import { openShop, submission } from "./shop.ts";

const price = { amount: 1299, currency: "EUR" };

test("an order is created at today's prices and can be read after its token", async () => {
  const { call, stock } = openShop();
  await stock("pen", 1299);
  const created = await call("POST", "/orders", { userId: "ann", items: [{ sku: "pen", quantity: 2 }] });
  const answer = (await created.json()) as Record<string, string>;
  expect([created.status, Object.keys(answer)]).toEqual([202, ["orderId", "token", "correlationId"]]);
  const { orderId, token } = answer;
  expect(created.headers.get("location")).toBe(`/orders/${orderId}`);
  const read = await call("GET", `/orders/${orderId}?after=${token}`);
  expect([read.status, await read.json()]).toEqual([
    200,
    {
      orderId,
      userId: "ann",
      createdAt: "2026-01-01T12:00:00.020Z",
      status: "open",
      items: [{ sku: "pen", quantity: 2, price }],
      total: { amount: 2598, currency: "EUR" },
      version: 2,
    },
  ]);
});

test("the same Idempotency-Key and body are the same order, another body is refused", async () => {
  const { call, stock, sent } = openShop();
  await stock("pen", 1299);
  const create = (userId: string) => call("POST", "/orders", { userId, items: [] }, { "idempotency-key": "k" });
  const first = await (await create("ann")).json();
  expect(await (await create("ann")).json()).toEqual(first);
  expect((await create("bob")).status).toBe(409);
  const ids = sent
    .filter(({ type }) => type === "CreateOrder")
    .map(({ data }) => (data as { orderId: string }).orderId);
  expect(ids).toEqual([(first as { orderId: string }).orderId, (first as { orderId: string }).orderId]);
});

test("an empty order has no total yet", async () => {
  const { settle } = openShop();
  expect((await settle("POST", "/orders", { userId: "ann", items: [] })).body).toMatchObject({
    items: [],
    total: null,
  });
});

test("items are added at today's price and removed", async () => {
  const { settle, stock, open } = openShop();
  await stock("pen", 1299);
  const orderId = await open();
  const added = await settle("POST", `/orders/${orderId}/items`, { sku: "pen", quantity: 3 });
  expect(added.body).toMatchObject({ orderId, items: [{ sku: "pen", quantity: 3, price }], total: { amount: 3897 } });
  const removed = await settle("DELETE", `/orders/${orderId}/items/pen`);
  expect(removed.body).toMatchObject({ items: [], total: null, version: 3 });
});

test("an order is submitted with card, email and address, and goes on by itself", async () => {
  const { settle, stock, open, sent } = openShop();
  await stock("pen", 1299);
  const orderId = await open({ sku: "pen", quantity: 2 });
  expect((await settle("POST", `/orders/${orderId}/submit`, submission)).body).toMatchObject({ status: "submitted" });
  expect(sent.at(-1)).toEqual({
    consumer: "commerce/order",
    id: expect.any(String),
    type: "SubmitOrder",
    data: { orderId, ...submission },
  });
});

test("an order is cancelled with a reason", async () => {
  const { settle, open } = openShop();
  const orderId = await open();
  const { body } = await settle("POST", `/orders/${orderId}/cancel`, { reason: "changed my mind" });
  expect(body).toMatchObject({ status: "cancelled", reason: "changed my mind" });
});

test.each([
  ["POST", "/orders/nowhere/items", { sku: "pen", quantity: 1 }],
  ["DELETE", "/orders/nowhere/items/pen", undefined],
  ["POST", "/orders/nowhere/submit", submission],
  ["POST", "/orders/nowhere/cancel", { reason: "r" }],
])("%s %s is accepted, and the token tells that there is no such order", async (method, path, data) => {
  const { settle, stock } = openShop();
  await stock("pen", 1299);
  const { status, body } = await settle(method, path, data);
  expect([status, body["code"], body["reason"]]).toEqual([409, "order-not-found", "there is no such order"]);
});

test("a rule of the domain is told through the token", async () => {
  const { settle, open } = openShop();
  const orderId = await open();
  const { status, body } = await settle("POST", `/orders/${orderId}/submit`, submission);
  expect([status, body["code"], body["help"]]).toEqual([409, "order-empty", "add an item first"]);
});

test("an order that nobody created is answered 404", async () => {
  const { call } = openShop();
  const response = await call("GET", "/orders/nowhere");
  expect([response.status, await response.json()]).toMatchObject([404, { detail: "There is no such order." }]);
});
