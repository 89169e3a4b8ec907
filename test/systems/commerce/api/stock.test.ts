import { expect, test } from "vitest";
import { openShop } from "./shop.ts";

const price = { amount: 1299, currency: "EUR" };

test("stock is set and read with what is reserved and available", async () => {
  const { settle, call } = openShop();
  const { status, body } = await settle("PUT", "/stock/pen%2Fblue", { quantity: 100, price });
  expect([status, body]).toEqual([200, { sku: "pen/blue", onHand: 100, reserved: 0, available: 100, price }]);
  expect(await (await call("GET", "/stock/pen%2Fblue")).json()).toEqual(body);
});

test("setting stock answers the sku, a token and where to look", async () => {
  const { call } = openShop();
  const response = await call("PUT", "/stock/pen%2Fblue", { quantity: 0, price });
  expect([response.status, response.headers.get("location")]).toEqual([202, "/stock/pen%2Fblue"]);
  expect(await response.json()).toMatchObject({ sku: "pen/blue", correlationId: "id-1" });
});

test("the quantity is absolute: the last one stands", async () => {
  const { settle } = openShop();
  await settle("PUT", "/stock/pen", { quantity: 100, price });
  expect((await settle("PUT", "/stock/pen", { quantity: 7, price })).body).toMatchObject({ onHand: 7, available: 7 });
});

test("a sku that was never in stock is answered 404", async () => {
  const { call } = openShop();
  expect((await call("GET", "/stock/pen")).status).toBe(404);
});
