import { describe, expect, test } from "vitest";
import { ReserveStock, StockRefused, StockWithdrawn, WithdrawStock } from "../../../functions/commerce/contracts.ts";
import { skusIn } from "../../../functions/commerce/domain/goods.ts";
import reserveStock from "../../../functions/commerce/reserve-stock.ts";
import withdrawStock from "../../../functions/commerce/withdraw-stock.ts";
import withdrawOnAlert from "../../../functions/commerce/withdraw-stock-on-alert-raised.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { AlertRaised } from "../../../functions/telemetry/contracts.ts";
import { adjusted, orderId, reserved, sku } from "./samples.ts";

const reason = "temperature is 9.5, above 8";
const withdrawn = (quantity: number) => new StockWithdrawn({ sku, quantity, reason });
const alert = (labels: Record<string, string>) =>
  new AlertRaised({ incidentId: "i-1", deviceId: "cold-store-1", kind: "high", summary: reason, labels });

describe("stock is withdrawn", () => {
  const withdraw = new WithdrawStock({ sku, reason });
  test("as far as nobody has reserved it", () =>
    given(withdrawStock, [adjusted(5), reserved(2)])
      .when(withdraw)
      .then(withdrawn(3)));
  test("not when none is free", () =>
    given(withdrawStock, [adjusted(2), reserved(2)])
      .when(withdraw)
      .thenNothing());
  test("once: asked again there is none left", () =>
    given(withdrawStock, [adjusted(5), withdrawn(5)])
      .when(withdraw)
      .thenNothing());
  test("and cannot be reserved from then on", () =>
    given(reserveStock, [adjusted(5), withdrawn(5)])
      .when(new ReserveStock({ sku, orderId, quantity: 4 }))
      .then(new StockRefused({ sku, orderId, quantity: 4, available: 0 })));
});

describe("an alert of a device that watches over goods", () => {
  test("withdraws each of them", () =>
    given(withdrawOnAlert)
      .when(alert({ goods: "milk, butter,milk" }))
      .then(new WithdrawStock({ sku: "milk", reason }), new WithdrawStock({ sku: "butter", reason })));
  test("of another device it withdraws nothing", () => given(withdrawOnAlert).when(alert({})).thenNothing());
});

test.each([
  ["milk", ["milk"]],
  [" milk ,, butter ", ["milk", "butter"]],
  ["", []],
  [undefined, []],
  ["x".repeat(101), []],
])("the goods %j are the skus %j", (goods, skus) => {
  expect(skusIn(goods)).toEqual(skus);
});
