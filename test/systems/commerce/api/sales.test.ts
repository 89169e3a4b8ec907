import { expect, test } from "vitest";
import { OrderCreated, OrderShipped } from "../../../../functions/commerce/contracts.ts";
import { openShop } from "./shop.ts";

const HOUR = 3_600_000;

async function ship({ happened }: ReturnType<typeof openShop>, orderId: string, amount: number, currency: string) {
  const items = [
    { sku: "pen", quantity: 2 },
    { sku: "cup", quantity: 1 },
  ];
  const shipped = new OrderShipped({ orderId, items, total: { amount, currency } });
  await happened(orderId, new OrderCreated({ orderId, userId: "ann" }), shipped);
}

test("a day's sales are what was shipped on it, by UTC, in each currency", async () => {
  const shop = openShop();
  await ship(shop, "o-1", 1_000, "EUR");
  await ship(shop, "o-2", 250, "EUR");
  await ship(shop, "o-3", 99, "USD");
  shop.advance(12 * HOUR);
  await ship(shop, "o-4", 1, "EUR");
  expect(await shop.read("/sales/2026-01-01")).toEqual({
    status: 200,
    body: { date: "2026-01-01", orders: 3, pieces: 9, revenue: { EUR: 1_250, USD: 99 } },
  });
  expect((await shop.read("/sales/2026-01-02")).body).toMatchObject({ orders: 1, revenue: { EUR: 1 } });
});

test("a day without sales is answered with zeros", async () => {
  const body = { date: "2024-02-29", orders: 0, pieces: 0, revenue: {} };
  expect(await openShop().read("/sales/2024-02-29")).toEqual({ status: 200, body });
});

test.each(["2026-02-30", "2026-1-1", "today", "2026-01-01T00:00:00Z"])("%s is no day", async (date) => {
  expect(await openShop().read(`/sales/${date}`)).toMatchObject({
    status: 400,
    body: { errors: [{ field: "date", reason: "is not a date such as 2026-01-31" }] },
  });
});
