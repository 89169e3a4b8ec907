import { type Accepted, call, field, jsonBody } from "./call.ts";
import type { Begin, FirstJourney, FirstSteps } from "./journey.ts";

const USER = { name: "Ada Byron", email: "ada@example.com" };
const SKU = "tea";
const STOCK = { quantity: 100, price: { amount: 450, currency: "EUR" } };
const ITEMS = [{ sku: SKU, quantity: 2 }];
const SUBMISSION = {
  card: "tok_ok",
  email: USER.email,
  address: { name: USER.name, street: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
};

/** The shell puts in the value of `$user`. */
const ORDER = jsonBody({ userId: "$user", items: ITEMS }).replace("$user", `'$user'`);

const curlLines = (url: string, orderId: string, token: string, correlationId: string): string[] => [
  `curl -s '${url}/orders/${orderId}?after=${token}'`,
  `curl -s ${url}/trace/${correlationId}`,
  `curl -s -X PUT ${url}/stock/${SKU} ${jsonBody(STOCK)}`,
  `user=$(curl -s ${url}/users ${jsonBody(USER)} | ${field("userId")})`,
  `order=$(curl -s ${url}/orders ${ORDER} | ${field("orderId")})`,
  `after=$(curl -s ${url}/orders/$order/submit ${jsonBody(SUBMISSION)} | ${field("token")})`,
  `curl -s "${url}/orders/$order?after=$after"`,
];

/** Places one order, as a customer's browser would: registration, stock, order, submission. */
async function begin({ url }: Begin): Promise<FirstSteps> {
  const registered = await call<Accepted & { userId: string }>(url, ["POST", "/users"], USER);
  const { userId } = registered;
  await call(url, ["GET", `/users/${userId}?after=${registered.token}`]);
  const stock = await call(url, ["PUT", `/stock/${SKU}`], STOCK);
  await call(url, ["GET", `/stock/${SKU}?after=${stock.token}`]);
  const created = await call<Accepted & { orderId: string }>(url, ["POST", "/orders"], { userId, items: ITEMS });
  const { orderId } = created;
  await call(url, ["GET", `/orders/${orderId}?after=${created.token}`]);
  const submitted = await call(url, ["POST", `/orders/${orderId}/submit`], SUBMISSION);
  return {
    told: `${orderId} submitted`,
    requests: [
      { title: "Registration", correlationId: registered.correlationId },
      { title: "Stock", correlationId: stock.correlationId },
      { title: "Order", correlationId: created.correlationId },
      { title: "Submission", correlationId: submitted.correlationId },
    ],
    // The last of the journey that a customer sees: the parcel, and the receipt.
    ends: ["OrderShipped", "SendEmail"],
    curl: curlLines(url, orderId, submitted.token, submitted.correlationId),
  };
}

export const commerce: FirstJourney = { name: "order", begin };
