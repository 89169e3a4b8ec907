import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./ask.ts";

const SKU = "bench";
const STOCK = { quantity: 1_000_000, price: { amount: 450, currency: "EUR" } };
const ORDER = { userId: "ada", items: [{ sku: SKU, quantity: 1 }] };
const SUBMISSION = {
  card: "tok_ok",
  email: "ada@example.com",
  address: { name: "Ada Byron", street: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
};

interface Accepted {
  readonly token: string;
  readonly correlationId: string;
}

/** A node of a journey, as GET /trace tells it. */
export interface Hop {
  readonly kind: string;
  readonly type: string;
  readonly by?: string;
  readonly sentAt: string;
  readonly handledAt?: string;
  readonly ms?: number;
  readonly children: readonly Hop[];
}

/** Sets the stock of a sku; answers the id of the journey, and a token to wait with until it can be seen. */
export const setStock = (url: string, sku: string): Promise<Accepted> =>
  ask(url, "PUT", `/stock/${sku}`, { body: STOCK });

export const hasStock = async (url: string, sku: string): Promise<boolean> => (await fetch(`${url}/stock/${sku}`)).ok;

/** Sets the stock of what is ordered, and waits until it can be seen; answers the id of the journey. */
export async function stockUp(url: string): Promise<string> {
  const { token, correlationId } = await setStock(url, SKU);
  await ask(url, "GET", `/stock/${SKU}?after=${token}`);
  return correlationId;
}

/** An order with one item; it can be seen and submitted. */
export async function openOrder(url: string): Promise<string> {
  const { orderId, token } = await ask<Accepted & { orderId: string }>(url, "POST", "/orders", { body: ORDER });
  await ask(url, "GET", `/orders/${orderId}?after=${token}`);
  return orderId;
}

/** Submits an order; answers the id of its journey. */
export const submit = async (url: string, orderId: string): Promise<string> =>
  (await ask<Accepted>(url, "POST", `/orders/${orderId}/submit`, { body: SUBMISSION })).correlationId;

export async function untilShipped(url: string, orderId: string, pauseMs: number): Promise<void> {
  while ((await ask<{ status: string }>(url, "GET", `/orders/${orderId}`)).status !== "shipped") await sleep(pauseMs);
}

/** The whole of a journey, once nothing of it is under way any more. */
export async function journeyOf(url: string, correlationId: string, pauseMs: number): Promise<readonly Hop[]> {
  for (;;) {
    const told = await ask<{ complete: boolean; journey: readonly Hop[] }>(url, "GET", `/trace/${correlationId}`);
    if (told.complete) return told.journey;
    await sleep(pauseMs);
  }
}

export const allHops = (hops: readonly Hop[]): Hop[] => hops.flatMap((hop) => [hop, ...allHops(hop.children)]);
