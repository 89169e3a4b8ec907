import { describe, test } from "vitest";
import fulfilment from "../../../functions/commerce/fulfilment.saga.ts";
import { givenSaga, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import * as step from "./fulfilment-steps.ts";
import { submitted } from "./samples.ts";

const having = (...heard: Parameters<typeof givenSaga>[1] & {}) => givenSaga(fulfilment, heard);

describe("a submitted order", () => {
  test("is reserved line by line and screened, side by side", () => {
    having().when(submitted).then(step.reserveTea, step.reserveCup, step.check).thenWaits("screening");
  });
  test("is begun once", () => {
    having(submitted).when(submitted).thenNothing();
  });
  test("is not begun if it was cancelled before anyone heard of it", () => {
    having(step.cancelled()).when(submitted).thenNothing().thenWaits();
  });
});

describe("the payment", () => {
  test("waits for every line", () => {
    having(submitted, step.teaReserved).when(step.cleared).thenNothing().thenWaits("screening");
  });
  test("waits for the fraud check", () => {
    having(submitted, step.teaReserved).when(step.cupReserved).thenNothing().thenWaits("screening");
  });
  test.each([
    ["a line", [step.cleared, step.teaReserved], step.cupReserved],
    ["the fraud check", [step.cupReserved, step.teaReserved], step.cleared],
  ])("is asked for when %s was the last to answer", (_, heard, last) => {
    having(submitted, ...heard)
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
  test("ends the fulfilment", () => {
    having(...step.shipping)
      .when(step.shipped)
      .thenNothing()
      .thenWaits();
  });
  test("wins over a cancellation that came too late", () => {
    const gaveUp = [...step.shipping, ...Array(6).fill(timeout("shipment"))];
    having(...gaveUp)
      .when(step.shipped)
      .thenNothing()
      .thenWaits();
    having(...gaveUp)
      .when(rejected(step.cancel("shipment-timeout"), "order-shipped"))
      .thenNothing()
      .thenWaits();
  });
});

describe("a shipped order", () => {
  const done = [...step.shipping, step.shipped];
  test("sends nothing more, whatever is still heard", () => {
    for (const late of [step.processed, step.paid, step.cleared, step.shipped, submitted])
      having(...done)
        .when(late)
        .thenNothing()
        .thenWaits();
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
