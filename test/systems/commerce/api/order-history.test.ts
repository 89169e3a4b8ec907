import { expect, test } from "vitest";
import { openShop, submission } from "./shop.ts";

async function submitted() {
  const shop = openShop();
  await shop.stock("pen", 1299);
  const orderId = await shop.open({ sku: "pen", quantity: 2 });
  await shop.settle("POST", `/orders/${orderId}/submit`, submission);
  return { ...shop, orderId };
}

interface Fact {
  readonly type: string;
  readonly time: string;
  readonly data: object;
}

test("an order's history tells what happened, when, by whom and because of which command", async () => {
  const { read, orderId } = await submitted();
  const { status, body } = await read(`/orders/${orderId}/events`);
  const facts = body["items"] as Fact[];
  expect([status, facts.map(({ type }) => type)]).toEqual([
    200,
    ["OrderCreated", "OrderItemAdded", "CheckoutCompleted", "OrderSubmitted"],
  ]);
  expect(facts.at(-1)).toMatchObject({
    version: 4,
    time: expect.stringMatching(/^2026-01-01T12:/),
    id: `commerce/order/${orderId}@2.1`,
    by: "commerce/submit-order",
    actor: "local",
    cause: { type: "SubmitOrder" },
    correlationId: expect.stringMatching(/^id-\d+$/),
  });
});

test("it gives away no card, no email and no address", async () => {
  const { call, orderId } = await submitted();
  const text = await (await call("GET", `/orders/${orderId}/events`)).text();
  expect(text).toContain("CheckoutCompleted");
  for (const secret of [submission.card, submission.email, ...Object.values(submission.address), "card"])
    expect([secret, text.includes(JSON.stringify(secret))]).toEqual([secret, false]);
});

test("the order as it was at the time of each fact is what its projection made of the facts until then", async () => {
  const { read, orderId } = await submitted();
  const facts = (await read(`/orders/${orderId}/events`)).body["items"] as Fact[];
  const at = async (time = "") => (await read(`/orders/${orderId}?at=${time}`)).body;
  expect(await at(facts[0]?.time)).toMatchObject({ status: "open", items: [{ sku: "pen", quantity: 2 }], version: 2 });
  expect(await at(facts[3]?.time)).toEqual((await read(`/orders/${orderId}`)).body);
});

test("the order as it is now is the same from the journal and from its read model", async () => {
  const { read, settle, advance, orderId } = await submitted();
  await settle("POST", `/orders/${orderId}/cancel`, { reason: "changed my mind" });
  advance(60_000);
  const now = await read(`/orders/${orderId}?at=2026-01-01T12:30:00Z`);
  expect(now).toEqual(await read(`/orders/${orderId}`));
  expect(now.body).toMatchObject({ status: "cancelled", reason: "changed my mind" });
});

test("an order that was not there yet, or never, is answered 404", async () => {
  const { read, orderId } = await submitted();
  const detail = "There is no such order at that time.";
  const early = await read(`/orders/${orderId}?at=2025-12-31T23:59:59Z`);
  expect(early).toMatchObject({ status: 404, body: { detail } });
  expect(await read("/orders/nowhere/events")).toMatchObject({
    status: 404,
    body: { detail: "There is no such order." },
  });
});
