import { describe, test } from "vitest";
import { Tax } from "../../../functions/commerce/contracts.ts";
import fulfilment from "../../../functions/commerce/fulfilment.saga.ts";
import { givenSaga, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import * as step from "./fulfilment-steps.ts";
import { checkedOut, euros, orderId, total } from "./samples.ts";

const having = (...heard: Parameters<typeof givenSaga>[1] & {}) => givenSaga(fulfilment, heard);
const shipped = [...step.shipping, step.shipped];
const anotherTax = new Tax({ orderId, rate: 0, net: total, tax: euros(0) });

describe("an order that was checked out", () => {
  test("is reserved line by line, screened and taxed, side by side", () => {
    having().when(checkedOut).then(step.reserveTea, step.reserveCup, step.check, step.calculate).thenWaits("screening");
  });
  test("is begun once", () => {
    having(checkedOut).when(checkedOut).thenNothing();
  });
  test("is not begun if it was cancelled before anyone heard of it", () => {
    having(step.cancelled()).when(checkedOut).thenNothing().thenWaits();
  });
});

describe("the payment", () => {
  test("waits for every line", () => {
    having(checkedOut, step.taxed, step.teaReserved).when(step.cleared).thenNothing().thenWaits("screening");
  });
  test("waits for the fraud check", () => {
    having(checkedOut, step.taxed, step.teaReserved).when(step.cupReserved).thenNothing().thenWaits("screening");
  });
  test("waits for the tax", () => {
    having(checkedOut, step.cleared, step.teaReserved).when(step.cupReserved).thenNothing().thenWaits("screening");
  });
  test.each([
    ["a line", [step.cleared, step.taxed, step.teaReserved], step.cupReserved],
    ["the fraud check", [step.cupReserved, step.teaReserved, step.taxed], step.cleared],
    ["the tax", [step.cupReserved, step.teaReserved, step.cleared], step.taxed],
  ])("is asked for when %s was the last to answer", (_, heard, last) => {
    having(checkedOut, ...heard)
      .when(last)
      .then(step.pay)
      .thenWaits("payment");
  });
  test("is asked for once, though an answer is heard twice", () => {
    having(...step.paying)
      .when(step.cleared)
      .thenNothing();
    having(...step.paying)
      .when(step.teaReserved)
      .thenNothing();
    having(...step.paying)
      .when(step.taxed)
      .thenNothing();
  });
});

describe("the shipment", () => {
  test("waits until the order's own stream says that it is paid", () => {
    having(...step.paying)
      .when(step.processed)
      .thenNothing()
      .thenWaits("shipment");
  });
  test("is asked for when the order is paid", () => {
    having(...step.taken)
      .when(step.paid)
      .then(step.ship)
      .thenWaits("shipment");
  });
  test("is asked for when the order's word comes before the payment's", () => {
    having(...step.paying)
      .when(step.paid)
      .then(step.ship)
      .thenWaits("shipment");
    having(...step.paying, step.paid)
      .when(step.processed)
      .thenNothing()
      .thenWaits("shipment");
  });
  test("is asked for once", () => {
    having(...step.shipping)
      .when(step.paid)
      .thenNothing();
    having(...step.shipping)
      .when(step.processed)
      .thenNothing();
  });
});

describe("the invoice", () => {
  const gaveUp = [...step.shipping, ...Array(6).fill(timeout("shipment"))];
  const tooLate = rejected(step.cancel("shipment-timeout"), "order-shipped");
  test("is asked for with the tax that was answered first, once the order has been shipped", () => {
    having(...step.shipping, anotherTax)
      .when(step.shipped)
      .then(step.generate)
      .thenWaits("invoice");
  });
  test.each([
    ["the shipment", step.shipped],
    ["the refusal to cancel what was shipped", tooLate],
  ])("is asked for though a cancellation was under way, when %s is heard", (_, heard) => {
    having(...gaveUp)
      .when(heard)
      .then(step.generate)
      .thenWaits("invoice");
  });
  test("is asked for once, whichever of shipment and refusal comes first", () => {
    having(...gaveUp, step.shipped)
      .when(tooLate)
      .thenNothing();
    having(...gaveUp, tooLate)
      .when(step.shipped)
      .thenNothing();
  });
  test("is asked for again if it is not there in time, five times, then left to a redrive", () => {
    const waiting = (times: number) => having(...shipped, ...Array(times).fill(timeout("invoice")));
    for (const times of [0, 3]) waiting(times).when(timeout("invoice")).then(step.generate).thenWaits("invoice");
    waiting(4).when(timeout("invoice")).then(step.generate).thenWaits();
  });
  test("ends the fulfilment", () => {
    having(...shipped)
      .when(step.invoiced)
      .thenNothing()
      .thenWaits();
  });
});

describe.each([
  ["a shipped order", shipped, ["invoice"]],
  ["an order with its invoice", [...shipped, step.invoiced], []],
])("%s", (_, done, waits) => {
  test("sends nothing more, whatever is still heard", () => {
    for (const late of [step.processed, step.paid, step.cleared, step.taxed, step.shipped, checkedOut])
      having(...done)
        .when(late)
        .thenNothing()
        .thenWaits(...waits);
  });
  test("ignores the timeouts it once waited for", () => {
    for (const wait of ["screening", "payment", "shipment", "cancellation", "compensation"])
      having(...done)
        .when(timeout(wait))
        .thenNothing();
  });
  test("gives back what is reserved a second time", () => {
    having(...done)
      .when(step.teaReserved)
      .then(step.releaseTea);
  });
});
