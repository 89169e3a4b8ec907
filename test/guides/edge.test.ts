import { expect, test } from "vitest";
import { openShop } from "../systems/commerce/api/shop.ts";

const body = { quantity: 5, price: { amount: 1299, currency: "EUR" } };

test("a request that is sent again under its key is one command", async () => {
  const { call, sent } = openShop();
  const key = { "idempotency-key": "count-of-monday" };
  const first = await call("PUT", "/stock/pen", body, key);
  const again = await call("PUT", "/stock/pen", body, key);
  expect(await again.json()).toEqual(await first.json());
  expect(sent.map(({ type }) => type)).toEqual(["AdjustStock", "AdjustStock"]);
  const other = await call("PUT", "/stock/pen", { ...body, quantity: 6 }, key);
  expect(other.status).toBe(409);
});

test("a token waits for one's own write", async () => {
  const { call } = openShop();
  const written = await call("PUT", "/stock/pen", body);
  const { token } = (await written.json()) as { token: string };
  expect((await call("GET", "/stock/pen")).status).toBe(404);
  const read = await call("GET", `/stock/pen?after=${token}`);
  expect(await read.json()).toMatchObject({ onHand: 5 });
});
