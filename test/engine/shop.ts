import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Asks the HTTP API of a run; throws what it answers when that is no success. */
export async function ask<T>(url: unknown, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as T;
  throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

const address = { name: "Ada", street: "1 Main St", city: "London", postalCode: "SW1Y 4JH", country: "GB" };

/** Orders tea and pays with a card; answers the order's id. The stock has tea once a run is ready. */
export async function orderTea(url: unknown, card: string): Promise<string> {
  const order = { userId: "ada", items: [{ sku: "tea", quantity: 1 }] };
  const { orderId } = await ask<{ orderId: string }>(url, "POST", "/orders", order);
  await ask(url, "POST", `/orders/${orderId}/submit`, { card, email: "ada@example.com", address });
  return orderId;
}

/** The order's status, once it is one that is waited for. */
export async function untilStatus(url: unknown, orderId: string, wanted: string): Promise<string> {
  for (;;) {
    const { status } = await ask<{ status: string }>(url, "GET", `/orders/${orderId}`);
    if (status === wanted) return status;
    await new Promise((done) => setTimeout(done, 100));
  }
}

interface GatewayState {
  readonly entries: readonly {
    readonly request?: { readonly reference: string };
    readonly charge?: { readonly status: string };
  }[];
}

/** How often the card gateway has taken money for an order. */
export function chargesFor(state: string, orderId: string): number {
  const { entries }: GatewayState = JSON.parse(readFileSync(join(state, "card-gateway.json"), "utf8"));
  return entries.filter(({ request, charge }) => request?.reference === orderId && charge?.status === "succeeded")
    .length;
}

/** The emails that an engine has kept, as text. */
export async function emailsAt(endpoint: string): Promise<string> {
  const answers = await Promise.all(["/_ministack/ses/messages", "/_aws/ses"].map((path) => fetch(endpoint + path)));
  return (await answers.find(({ ok }) => ok)?.text()) ?? "";
}
