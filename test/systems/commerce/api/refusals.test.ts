import { describe, expect, test } from "vitest";
import { openShop, submission } from "./shop.ts";

const item = { sku: "pen", quantity: 1 };
const price = { amount: 1299, currency: "EUR" };

async function refusal(method: string, path: string, data: unknown) {
  const { call, stock, sent } = openShop();
  await stock("pen", 1299);
  await stock("cup", 900, "USD");
  const before = sent.length;
  const response = await call(method, path, data);
  expect(sent.length).toBe(before);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { errors = [], ...document } = (await response.json()) as { type: string; errors?: { field: string }[] };
  return [response.status, document.type.replace("urn:bugle:problem:", ""), errors.map(({ field }) => field)];
}

describe("an order is refused at once", () => {
  test("for skus that are not in stock, each by its field", async () => {
    const items = [item, { sku: "ink", quantity: 1 }, { sku: "__proto__", quantity: 1 }];
    const fields = ["items.1.sku", "items.2.sku"];
    expect(await refusal("POST", "/orders", { userId: "ann", items })).toEqual([422, "sku-unknown", fields]);
    expect(await refusal("POST", "/orders/o/items", { ...item, sku: "ink" })).toEqual([422, "sku-unknown", ["sku"]]);
  });

  test("for two currencies", async () => {
    const items = [item, { sku: "cup", quantity: 1 }];
    expect(await refusal("POST", "/orders", { userId: "ann", items })).toEqual([422, "mixed-currencies", []]);
  });

  test("for an item of another currency than those it has", async () => {
    const { call, stock, open } = openShop();
    await stock("pen", 1299);
    await stock("cup", 900, "USD");
    const orderId = await open(item);
    const response = await call("POST", `/orders/${orderId}/items`, { sku: "cup", quantity: 1 });
    expect([response.status, await response.json()]).toMatchObject([422, { title: "An order has one currency" }]);
  });
});

describe("the shape is refused at once:", () => {
  test.each<[string, string, unknown, string[]]>([
    ["POST", "/orders", { items: [item] }, ["userId"]],
    ["POST", "/orders", { userId: "ann", items: {} }, ["items"]],
    ["POST", "/orders", { userId: "ann", items: [{ ...item, price }] }, ["items.0.price"]],
    ["POST", "/orders", { userId: "ann", items: Array(51).fill(item) }, ["items"]],
    ...[0, -1, 1.5, 1e308, 1_000_001, "1", null, true].flatMap((quantity): [string, string, unknown, string[]][] => [
      ["POST", "/orders", { userId: "ann", items: [{ sku: "pen", quantity }] }, ["items.0.quantity"]],
      ["POST", "/orders/o/items", { sku: "pen", quantity }, ["quantity"]],
    ]),
    ["POST", "/orders/o/submit", { ...submission, card: 1, email: "ann" }, ["card", "email"]],
    [
      "POST",
      "/orders/o/submit",
      { ...submission, address: { ...submission.address, country: "England" } },
      ["address.country"],
    ],
    ["POST", "/orders/o/submit", { ...submission, address: { postcode: "LS1" } }, ["address.name", "address.street"]],
    ["POST", "/orders/o/cancel", { reason: "" }, ["reason"]],
    ["PUT", "/stock/pen", { quantity: -1, price }, ["quantity"]],
    ["PUT", "/stock/pen", { quantity: 0.5, price }, ["quantity"]],
    ["PUT", "/stock/pen", { quantity: 1e308, price }, ["quantity"]],
    ["PUT", "/stock/pen", { quantity: 1, price: { amount: 0, currency: "euro" } }, ["price.amount", "price.currency"]],
  ])("%s %s with %j", async (method, path, data, fields) => {
    const [status, type, named] = await refusal(method, path, data);
    expect([status, type]).toEqual([400, "body-invalid"]);
    expect(named).toEqual(expect.arrayContaining(fields));
  });

  test.each<[string, string, unknown, string]>([
    ["POST", `/orders/${"o".repeat(101)}/cancel`, { reason: "r" }, "orderId"],
    ["PUT", `/stock/${"x".repeat(101)}`, { quantity: 1, price }, "sku"],
  ])("%s %s, whose path is too long", async (method, path, data, field) => {
    expect(await refusal(method, path, data)).toEqual([400, "path-invalid", [field]]);
  });
});
