import { BugleError } from "../../../functions/runtime/errors.ts";

const SKU = "tea";
const BASE = "http://127.0.0.1";
const SUBMISSION = {
  card: "tok_ok",
  email: "ada@example.com",
  address: { name: "Ada Byron", street: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
};

interface Accepted {
  readonly orderId: string;
  readonly token: string;
}

/** A customer of the shop, over its HTTP API. */
export function customer(fetch: (request: Request) => Response | Promise<Response>) {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { host: "127.0.0.1", "content-type": "application/json" };
    const response = await fetch(
      new Request(BASE + path, { method, headers, body: body ? JSON.stringify(body) : null }),
    );
    if (response.ok) return (await response.json()) as T;
    throw new BugleError(
      "no-order",
      `${method} ${path} was answered with ${response.status}: ${await response.text()}`,
      {
        help: "see what keeps it: `npm start -- --memory` shows an order's journey",
      },
    );
  };
  return {
    stockUp: async () => {
      const price = { amount: 450, currency: "EUR" };
      const { token } = await ask<Accepted>("PUT", `/stock/${SKU}`, { quantity: 100, price });
      await ask("GET", `/stock/${SKU}?after=${token}`);
    },
    /** Opens an order, looks at it and submits it: three requests. */
    order: async (): Promise<string> => {
      const items = [{ sku: SKU, quantity: 2 }];
      const { orderId, token } = await ask<Accepted>("POST", "/orders", { userId: "ada", items });
      await ask("GET", `/orders/${orderId}?after=${token}`);
      await ask("POST", `/orders/${orderId}/submit`, SUBMISSION);
      return orderId;
    },
    look: (orderId: string) => ask<{ readonly status: string }>("GET", `/orders/${orderId}`),
  };
}
