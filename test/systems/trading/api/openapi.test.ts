import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { marketAnswers } from "../../../../functions/trading/api/market-shapes.ts";
import { traderAnswers } from "../../../../functions/trading/api/trader-shapes.ts";
import { openExchange } from "./exchange.ts";

test("the document of the exchange is valid, and names every route of trading", async () => {
  const { read } = openExchange();
  const { body } = await read("/openapi.json");
  expect(await new Validator().validate(body)).toEqual({ valid: true });
  expect(Object.keys(body["paths"] as object)).toEqual(
    expect.arrayContaining([
      "/instruments/{instrumentId}/audit",
      "/instruments/{instrumentId}/bars",
      "/instruments/{instrumentId}/book",
      "/instruments/{instrumentId}/orders",
      "/instruments/{instrumentId}/orders/{orderId}",
      "/instruments/{instrumentId}/prices",
      "/traders",
      "/traders/{traderId}/confirmations",
      "/traders/{traderId}/positions",
    ]),
  );
});

test("reads about traders and prices answer what they declare", async () => {
  const { list, settle, read, rest } = openExchange();
  await list();
  for (const traderId of ["ann", "bob"]) await settle("POST", "/traders", { traderId, currency: "EUR", cash: 900 });
  const order = { orderId: "o-1", quantity: 1, price: 100 };
  await settle("POST", "/instruments/ACME/orders", { ...order, traderId: "ann", side: "buy" });
  await settle("POST", "/instruments/ACME/orders", { ...order, traderId: "bob", side: "sell" });
  await rest();
  const { positions, confirmations } = traderAnswers;
  for (const [path, schema] of [
    ["/traders/ann/positions", positions.strict()],
    ["/traders/ann/confirmations", confirmations.strict()],
    ["/instruments/ACME/prices", marketAnswers.summary.strict()],
    ["/instruments/ACME/bars?interval=1d&from=2026-01-01&to=2026-01-02", marketAnswers.bars.strict()],
  ] as const) {
    const { body } = await read(path);
    expect([path, schema.safeParse(body).error]).toEqual([path, undefined]);
  }
});
