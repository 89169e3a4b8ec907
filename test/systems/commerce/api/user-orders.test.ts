import { expect, test } from "vitest";
import { openShop } from "./shop.ts";

const idsOf = (body: Record<string, unknown>) => (body["items"] as { orderId: string }[]).map(({ orderId }) => orderId);

test("a user's orders are listed newest first, as they stand, page by page and without those of others", async () => {
  const { read, settle, stock, open, happened } = openShop();
  await stock("pen", 1299);
  const first = await open({ sku: "pen", quantity: 1 });
  const second = await open();
  await settle("POST", "/orders", { userId: "bob", items: [] });
  const third = await open();
  await settle("POST", `/orders/${first}/cancel`, { reason: "changed my mind" });
  await happened("o-9");
  const page = await read("/users/ann/orders?limit=2");
  expect([page.status, idsOf(page.body)]).toEqual([200, [third, second]]);
  const last = await read(`/users/ann/orders?limit=2&next=${page.body["next"]}`);
  const price = { amount: 1299, currency: "EUR" };
  expect(last.body).toEqual({
    items: [
      {
        orderId: first,
        userId: "ann",
        createdAt: expect.stringMatching(/^2026-01-01T12:/),
        status: "cancelled",
        reason: "changed my mind",
        items: [{ sku: "pen", quantity: 1, price }],
        total: price,
      },
    ],
  });
});

test("a user without orders, and one nobody knows, have an empty list", async () => {
  expect(await openShop().read("/users/nobody/orders")).toEqual({ status: 200, body: { items: [] } });
});
