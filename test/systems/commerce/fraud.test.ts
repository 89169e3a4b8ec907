import { describe, test } from "vitest";
import checkFraud from "../../../functions/commerce/check-fraud.ts";
import { CheckFraud, FraudSuspected, OrderCleared } from "../../../functions/commerce/contracts.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { card, euros, orderId, total } from "./samples.ts";

const cleared = new OrderCleared({ orderId });
const suspected = (reason: string) => new FraudSuspected({ orderId, reason });

describe("an order is screened", () => {
  const check = (change: object = {}) => new CheckFraud({ orderId, total, card, country: "GB", ...change });
  test("and cleared", () => given(checkFraud).when(check()).then(cleared));
  test("and cleared at the limit", () =>
    given(checkFraud)
      .when(check({ total: euros(1_000_000) }))
      .then(cleared));
  test.each([
    ["an amount above the limit", { total: euros(1_000_001) }, "amount-above-limit"],
    ["a card reported stolen", { card: "tok_fraud" }, "card-reported-stolen"],
    ["a country that does not exist", { country: "ZZ" }, "country-does-not-exist"],
  ])("and suspected for %s", (_, change, reason) => given(checkFraud).when(check(change)).then(suspected(reason)));
  test("once when cleared", () =>
    given(checkFraud, [cleared])
      .when(check({ card: "tok_fraud" }))
      .thenNothing());
  test("once when suspected", () =>
    given(checkFraud, [suspected("card-reported-stolen")])
      .when(check())
      .thenNothing());
});
