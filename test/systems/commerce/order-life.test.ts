import { describe, test } from "vitest";
import cancelOrder from "../../../functions/commerce/cancel-order.ts";
import {
  CancelOrder,
  OrderCancelled,
  OrderItemRemoved,
  OrderPaid,
  OrderShipped,
  PaymentProcessed,
  ShipOrder,
  SubmitOrder,
} from "../../../functions/commerce/contracts.ts";
import markPaid from "../../../functions/commerce/mark-paid-on-payment-processed.ts";
import shipOrder from "../../../functions/commerce/ship-order.ts";
import submitOrder from "../../../functions/commerce/submit-order.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { address, card, checkedOut, created, cup, email, orderId, submitted, tea, total } from "./samples.ts";

const open = [created, tea, cup];
const onItsWay = [...open, checkedOut, submitted];
const paid = [...onItsWay, new OrderPaid({ orderId, amount: total })];
const parcels = [
  { sku: "tea", quantity: 2 },
  { sku: "cup", quantity: 1 },
];
const wasShipped = new OrderShipped({ orderId, items: parcels, total });
const shipped = [...paid, wasShipped];
const wasCancelled = new OrderCancelled({ orderId, reason: "changed my mind" });

describe("an order is submitted", () => {
  const submit = new SubmitOrder({ orderId, card, email, address });
  test("with its items and total, what is personal in a fact of its own", () =>
    given(submitOrder, open).when(submit).then(checkedOut, submitted));
  test("not empty", () => given(submitOrder, [created]).when(submit).thenRejected("order-empty"));
  test("not emptied", () =>
    given(submitOrder, [created, tea, new OrderItemRemoved({ orderId, sku: "tea" })])
      .when(submit)
      .thenRejected("order-empty"));
  test("once", () => given(submitOrder, onItsWay).when(submit).thenRejected("order-not-open"));
  test("not after it was cancelled", () =>
    given(submitOrder, [...open, wasCancelled])
      .when(submit)
      .thenRejected("order-not-open"));
  test("not if it does not exist", () => given(submitOrder).when(submit).thenRejected("order-not-found"));
});

describe("an order is cancelled", () => {
  const cancel = new CancelOrder({ orderId, reason: "changed my mind" });
  test.each([
    ["open", open],
    ["submitted", onItsWay],
    ["paid", paid],
  ])("while it is %s", (_, facts) => given(cancelOrder, facts).when(cancel).then(wasCancelled));
  test("once, with the first reason", () =>
    given(cancelOrder, [...onItsWay, wasCancelled])
      .when(new CancelOrder({ orderId, reason: "payment-timeout" }))
      .thenNothing());
  test("not after it was shipped", () => given(cancelOrder, shipped).when(cancel).thenRejected("order-shipped"));
  test("not if it does not exist", () => given(cancelOrder).when(cancel).thenRejected("order-not-found"));
});

describe("an order is shipped", () => {
  const ship = new ShipOrder({ orderId });
  test("once it is paid", () => given(shipOrder, paid).when(ship).then(wasShipped));
  test("once", () => given(shipOrder, shipped).when(ship).thenNothing());
  test("not after it was cancelled", () =>
    given(shipOrder, [...paid, wasCancelled])
      .when(ship)
      .thenRejected("order-cancelled"));
  test("not before it is paid", () => given(shipOrder, onItsWay).when(ship).thenRejected("order-not-paid"));
  test("not while it is open", () => given(shipOrder, open).when(ship).thenRejected("order-not-paid"));
  test("not if it does not exist", () => given(shipOrder).when(ship).thenRejected("order-not-found"));
});

describe("a payment marks the order paid", () => {
  const processed = new PaymentProcessed({ orderId, amount: total, charge: "ch-1" });
  test("that was submitted", () =>
    given(markPaid, onItsWay)
      .when(processed)
      .then(new OrderPaid({ orderId, amount: total })));
  test.each([
    ["it is paid", paid],
    ["it was shipped", shipped],
    ["it was cancelled", [...onItsWay, wasCancelled]],
  ])("not if %s", (_, facts) => given(markPaid, facts).when(processed).thenNothing());
});
