import { expect, test } from "vitest";
import type { ReadModels } from "../../../../functions/runtime/ports.ts";
import { TraderRegistered } from "../../../../functions/trading/contracts.ts";
import { terms } from "../listing.ts";
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

test("what is sent to an instrument needs its terms, and never reads its book", async () => {
  const { asked, seen } = listening();
  const { list, happened, call } = openExchange({ seen });
  await list();
  await happened("ann", ann);
  const requests: [method: string, path: string, body?: unknown][] = [
    ["POST", "orders", order],
    ["PUT", "orders/o-1", { traderId: "ann", quantity: 2, price: 99 }],
    ["DELETE", "orders/o-1?traderId=ann"],
    ["POST", "halt", { reason: "news" }],
    ["GET", "bars?interval=1h&from=2026-01-01&to=2026-01-02"],
    ["GET", "prices"],
  ];
  for (const [method, path, body] of requests) {
    asked.length = 0;
    expect((await call(method, `/instruments/ACME/${path}`, body)).ok).toBe(true);
    expect(asked).toContain("trading/instruments");
    expect(asked).not.toContain("trading/book-depth");
  }
});

test("whoever has seen the book of a new instrument may order in it, though its terms are not told yet", async () => {
  const consumers = ["book", "book-depth", "account", "positions"];
  const { call, settle, happened } = openExchange({ consumers });
  await happened("ann", ann);
  expect((await settle("POST", "/instruments", terms)).body).toMatchObject({ instrumentId: "ACME" });
  expect((await call("POST", "/instruments/ACME/orders", order)).status).toBe(202);
});
