import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask, chargesFor, emailsAt } from "./shop.ts";
import { isReady, place, start } from "./start-fixture.ts";

interface Accepted {
  readonly orderId: string;
  readonly token: string;
}

interface Stock {
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
}

const address = { name: "Ada", street: "1 Main St", city: "London", postalCode: "SW1Y 4JH", country: "GB" };
const PRICE = 1_299;

async function stockUp(url: unknown, sku: string, quantity: number): Promise<void> {
  const { token } = await ask<Accepted>(url, "PUT", `/stock/${sku}`, {
    quantity,
    price: { amount: PRICE, currency: "EUR" },
  });
  await ask(url, "GET", `/stock/${sku}?after=${token}`);
}

async function submitted(url: unknown, sku: string, card: string, quantity = 1): Promise<string> {
  const { orderId } = await ask<Accepted>(url, "POST", "/orders", { userId: "u", items: [{ sku, quantity }] });
  await ask(url, "POST", `/orders/${orderId}/submit`, { card, email: "ada@example.com", address });
  return orderId;
}

async function untilEnded(url: unknown, orderId: string, pause = 250): Promise<{ status: string; reason?: string }> {
  for (;;) {
    const order = await ask<{ status: string; reason?: string } | undefined>(url, "GET", `/orders/${orderId}`).catch(
      () => undefined,
    );
    if (order?.status === "shipped" || order?.status === "cancelled") return order;
    await new Promise((done) => setTimeout(done, pause));
  }
}

async function untilStock(url: unknown, sku: string, isIt: (stock: Stock) => boolean): Promise<Stock> {
  for (;;) {
    const stock = await ask<Stock>(url, "GET", `/stock/${sku}`);
    if (isIt(stock)) return stock;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Minor units the gateway has taken and not given back, by what it noted for itself. */
function moneyKept(state: string): { charges: number; total: number } {
  const { entries } = JSON.parse(readFileSync(join(state, "card-gateway.json"), "utf8"));
  const charges = entries as { request?: { amount: number }; charge?: { status: string } }[];
  const kept = charges.filter(({ charge }) => charge?.status === "succeeded");
  return { charges: kept.length, total: kept.reduce((sum, { request }) => sum + (request?.amount ?? 0), 0) };
}

test("orders end as their cards deserve, and 200 at once for 120 pieces each end once", {
  timeout: 300_000,
}, async () => {
  const here = await place();
  const run = start(here, "--quiet");
  const { url } = await run.until(isReady);
  const emailsAbout = async (orderId: string) =>
    (await emailsAt(`http://127.0.0.1:${here.env["BUGLE_PORT"]}`)).split(orderId).length - 1;
  const before = moneyKept(here.state);

  await stockUp(url, "cup", 10);
  const [declined, dropped] = await Promise.all([
    submitted(url, "cup", "tok_declined", 3),
    submitted(url, "cup", "tok_dropped", 2),
  ]);
  expect(await untilEnded(url, declined)).toMatchObject({ status: "cancelled", reason: "payment-declined" });
  expect(await untilEnded(url, dropped)).toMatchObject({ status: "shipped" });
  expect(chargesFor(here.state, dropped)).toBe(1);
  await expect.poll(() => emailsAbout(dropped), { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await emailsAbout(declined)).toBe(0);
  expect(chargesFor(here.state, declined)).toBe(0);
  expect(await untilStock(url, "cup", ({ reserved, onHand }) => reserved === 0 && onHand === 8)).toMatchObject({
    available: 8,
  });

  await stockUp(url, "mug", 120);
  const orders = await Promise.all(Array.from({ length: 200 }, () => submitted(url, "mug", "tok_ok")));
  const ended = await Promise.all(orders.map((orderId) => untilEnded(url, orderId, 4_000)));
  expect(ended.filter(({ status }) => status === "shipped")).toHaveLength(120);
  expect(ended.filter(({ reason }) => reason === "out-of-stock")).toHaveLength(80);
  expect(await untilStock(url, "mug", ({ reserved, onHand }) => reserved === 0 && onHand === 0)).toMatchObject({
    available: 0,
  });
  const after = moneyKept(here.state);
  expect(after.charges - before.charges).toBe(121);
  expect(after.total - before.total).toBe(122 * PRICE);

  run.kill("SIGINT");
  expect((await run.ended).code).toBe(0);
});
