import { LocalError } from "../engine/errors.ts";

interface Accepted {
  readonly token: string;
  readonly correlationId: string;
  readonly userId?: string;
  readonly orderId?: string;
}

/** An order under way: the correlation ids of its requests, oldest first, and where to see it. */
export interface FirstOrder {
  readonly orderId: string;
  readonly requests: readonly { readonly title: string; readonly correlationId: string }[];
  /** Waits, as `?after=`, until the submission is in the read model. */
  readonly token: string;
}

const USER = { name: "Ada Byron", email: "ada@example.com" };
const SKU = "tea";
const STOCK = { quantity: 100, price: { amount: 450, currency: "EUR" } };
const ITEMS = [{ sku: SKU, quantity: 2 }];
const SUBMISSION = {
  card: "tok_ok",
  email: USER.email,
  address: { name: USER.name, street: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
};

/** Answered to a request whose outcome cannot be seen yet, after ten seconds. */
const NOT_YET = 504;
const LOOKS = 4;

async function ask(url: string, method: string, path: string, body?: unknown, looks = LOOKS): Promise<Accepted> {
  const response = await fetch(url + path, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (response.status === NOT_YET && looks > 1) return ask(url, method, path, body, looks - 1);
  if (response.ok) return (await response.json()) as Accepted;
  throw new LocalError({
    code: "first-order-failed",
    message: `${method} ${path} was answered with ${response.status}: ${await response.text()}`,
    help: "Look at the lines above for what went wrong, or at the system's api folder for what it takes.",
  });
}

/** Places one order through the HTTP API, as a customer's browser would: registration, stock, order, submission. */
export async function placeOrder(url: string): Promise<FirstOrder> {
  const registered = await ask(url, "POST", "/users", USER);
  const { userId } = registered;
  await ask(url, "GET", `/users/${userId}?after=${registered.token}`);
  const stock = await ask(url, "PUT", `/stock/${SKU}`, STOCK);
  await ask(url, "GET", `/stock/${SKU}?after=${stock.token}`);
  const created = await ask(url, "POST", "/orders", { userId, items: ITEMS });
  const { orderId = "" } = created;
  await ask(url, "GET", `/orders/${orderId}?after=${created.token}`);
  const submitted = await ask(url, "POST", `/orders/${orderId}/submit`, SUBMISSION);
  return {
    orderId,
    requests: [
      { title: "Registration", correlationId: registered.correlationId },
      { title: "Stock", correlationId: stock.correlationId },
      { title: "Order", correlationId: created.correlationId },
      { title: "Submission", correlationId: submitted.correlationId },
    ],
    token: submitted.token,
  };
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const json = (body: unknown) => `-H 'content-type: application/json' -d ${quoted(JSON.stringify(body))}`;
/** The shell puts in the value of `$user`. */
const ORDER = json({ userId: "$user", items: ITEMS }).replace("$user", `'$user'`);

const field = (name: string) => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;

/** Lines for a shell that look at the order, and place another one; each can be pasted as it is, in this order. */
export function curlLines(url: string, { orderId, token, requests }: FirstOrder): string[] {
  return [
    `curl -s '${url}/orders/${orderId}?after=${token}'`,
    `curl -s ${url}/trace/${requests.at(-1)?.correlationId}`,
    `curl -s -X PUT ${url}/stock/${SKU} ${json(STOCK)}`,
    `user=$(curl -s ${url}/users ${json(USER)} | ${field("userId")})`,
    `order=$(curl -s ${url}/orders ${ORDER} | ${field("orderId")})`,
    `after=$(curl -s ${url}/orders/$order/submit ${json(SUBMISSION)} | ${field("token")})`,
    `curl -s "${url}/orders/$order?after=$after"`,
  ];
}
