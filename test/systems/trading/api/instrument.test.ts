import { expect, test } from "vitest";
import type { ReadModels } from "../../../../functions/runtime/ports.ts";
import { TraderRegistered } from "../../../../functions/trading/contracts.ts";
import { openExchange } from "./exchange.ts";

const order = { orderId: "o-1", traderId: "ann", side: "buy", quantity: 5, price: 100 };
const ann = new TraderRegistered({ traderId: "ann", currency: "EUR", decimals: 2, cash: 100_000, holdings: [] });

/** Which read models the face has asked for a row. */
function listening() {
  const asked: string[] = [];
  const seen = (models: ReadModels): ReadModels => ({
    ...models,
    read: (model, key) => {
      asked.push(model);
      return models.read(model, key);
    },
  });
  return { asked, seen };
}

test("an instrument's book is read once for its terms, whatever is sent to it", async () => {
  const { asked, seen } = listening();
  const { list, happened, call } = openExchange({ seen });
  await list();
  await happened("ann", ann);
  asked.length = 0;
  const requests: [method: string, path: string, body?: unknown][] = [
    ["POST", "orders", order],
    ["PUT", "orders/o-1", { traderId: "ann", quantity: 2, price: 99 }],
    ["DELETE", "orders/o-1?traderId=ann"],
    ["POST", "halt", { reason: "news" }],
    ["GET", "bars?interval=1h&from=2026-01-01&to=2026-01-02"],
    ["GET", "prices"],
  ];
  for (const [method, path, body] of requests)
    expect((await call(method, `/instruments/ACME/${path}`, body)).ok).toBe(true);
  expect(asked.filter((model) => model === "trading/book-depth")).toHaveLength(1);
});

test("an instrument that was unknown is looked for again", async () => {
  const { list, happened, call } = openExchange({});
  await happened("ann", ann);
  expect((await call("POST", "/instruments/ACME/orders", order)).status).toBe(404);
  await list();
  expect((await call("POST", "/instruments/ACME/orders", order)).status).toBe(202);
});
