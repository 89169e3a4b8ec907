import { describe, test } from "vitest";
import fulfilment from "../../../functions/commerce/fulfilment.saga.ts";
import { givenSaga, type Heard, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import * as step from "./fulfilment-steps.ts";
import { checkedOut } from "./samples.ts";

const having = (...heard: Heard[]) => givenSaga(fulfilment, heard);
const reserved = [step.teaReserved, step.cupReserved];
const times = (count: number, heard: Heard): Heard[] => Array(count).fill(heard);

describe("the order is asked to be cancelled", () => {
  test("when a line is missing", () => {
    having(checkedOut, step.teaReserved)
      .when(step.cupRefused)
      .then(step.cancel("out-of-stock"))
      .thenWaits("cancellation");
  });
  test("when it looks like fraud", () => {
    having(checkedOut).when(step.suspected).then(step.cancel("fraud-suspected")).thenWaits("cancellation");
  });
  test("when the card is declined", () => {
    having(...step.paying)
      .when(step.declined)
      .then(step.cancel("payment-declined"))
      .thenWaits("cancellation");
  });
  test("when the payment is refused", () => {
    having(...step.paying)
      .when(rejected(step.pay, "payment-voided"))
      .then(step.cancel("payment-refused"));
  });
  test("when the shipment is refused for another reason than a cancellation", () => {
    having(...step.shipping)
      .when(rejected(step.ship, "order-not-paid"))
      .then(step.cancel("shipment-refused"));
  });
  test("once, for the first reason", () => {
    having(checkedOut, step.cupRefused).when(step.suspected).thenNothing();
    having(checkedOut, step.suspected).when(step.cupRefused).thenNothing();
    having(...step.paying, step.declined)
      .when(rejected(step.pay, "payment-voided"))
      .thenNothing();
  });
  test("but not for answers to what was asked again", () => {
    having(checkedOut).when(rejected(step.reserveTea, "reservation-ended")).thenNothing().thenWaits("screening");
    having(...step.taken)
      .when(rejected(step.pay, "payment-voided"))
      .thenNothing()
      .thenWaits("shipment");
  });
});

describe("while the order is asked to be cancelled", () => {
  const asked = [checkedOut, step.cupRefused];
  test("no payment is begun", () => {
    having(checkedOut, step.suspected, ...reserved, step.cleared)
      .when(step.taxed)
      .thenNothing();
  });
  test("nothing is released before the order has decided", () => {
    having(...asked)
      .when(step.teaReserved)
      .thenNothing()
      .thenWaits("cancellation");
  });
  test("nothing is shipped, though the payment came after all", () => {
    const gaveUp = [...step.paying, ...times(4, timeout("payment"))];
    having(...gaveUp)
      .when(step.processed)
      .thenNothing();
    having(...gaveUp, step.processed)
      .when(step.paid)
      .thenNothing()
      .thenWaits("cancellation");
  });
  test("it is asked again, five times with the same reason, then left to a redrive", () => {
    for (const asks of [0, 1, 2, 3])
      having(...asked, ...times(asks, timeout("cancellation")))
        .when(timeout("cancellation"))
        .then(step.cancel("out-of-stock"))
        .thenWaits("cancellation");
    having(...asked, ...times(4, timeout("cancellation")))
      .when(timeout("cancellation"))
      .then(step.cancel("out-of-stock"))
      .thenWaits();
  });
  test("a redriven cancellation is still heard", () => {
    having(...asked, ...times(5, timeout("cancellation")), step.teaReserved)
      .when(step.cancelled())
      .then(step.releaseTea)
      .thenWaits("compensation");
  });
});

describe("stock, fraud check or tax that do not answer", () => {
  test("are asked again, those alone that are silent", () => {
    const { reserveTea, reserveCup, check, calculate } = step;
    having(checkedOut).when(timeout("screening")).then(reserveTea, reserveCup, check, calculate);
    having(checkedOut, step.teaReserved, step.taxed).when(timeout("screening")).then(reserveCup, check);
    having(checkedOut, ...reserved)
      .when(timeout("screening"))
      .then(check, calculate);
    having(checkedOut, ...reserved, step.cleared)
      .when(timeout("screening"))
      .then(calculate);
    having(checkedOut, step.taxed, step.cleared, step.cupReserved)
      .when(timeout("screening"))
      .then(step.reserveTea)
      .thenWaits("screening");
  });
  test("are given up after three more tries, by the reason of who was silent", () => {
    const silent = times(3, timeout("screening"));
    having(checkedOut, step.cleared, ...silent)
      .when(timeout("screening"))
      .then(step.cancel("stock-timeout"));
    having(checkedOut, ...reserved, ...silent)
      .when(timeout("screening"))
      .then(step.cancel("fraud-check-timeout"));
    having(checkedOut, ...reserved, step.cleared, ...silent)
      .when(timeout("screening"))
      .then(step.cancel("tax-timeout"))
      .thenWaits("cancellation");
  });
  test("may still answer the last try", () => {
    having(checkedOut, ...reserved, step.taxed, ...times(3, timeout("screening")))
      .when(step.cleared)
      .then(step.pay);
  });
});

describe("a payment that does not answer", () => {
  test("is asked for again, as the same attempt", () => {
    for (const asks of [0, 1, 2])
      having(...step.paying, ...times(asks, timeout("payment")))
        .when(timeout("payment"))
        .then(step.pay)
        .thenWaits("payment");
  });
  test("is asked for three times anew, however often stock was", () => {
    const slow = [checkedOut, ...reserved, step.cleared, ...times(3, timeout("screening")), step.taxed];
    having(...slow, ...times(2, timeout("payment")))
      .when(timeout("payment"))
      .then(step.pay);
  });
  test("is given up then", () => {
    having(...step.paying, ...times(3, timeout("payment")))
      .when(timeout("payment"))
      .then(step.cancel("payment-timeout"))
      .thenWaits("cancellation");
  });
});

describe("a shipment that does not answer", () => {
  test("is waited for while the order is not marked paid", () => {
    having(...step.taken)
      .when(timeout("shipment"))
      .thenNothing()
      .thenWaits("shipment");
  });
  test("is asked for again", () => {
    having(...step.shipping)
      .when(timeout("shipment"))
      .then(step.ship)
      .thenWaits("shipment");
  });
  test.each([
    ["not marked paid", step.taken],
    ["not shipped", step.shipping],
  ])("is given up when the order is %s after five more", (_, heard) => {
    having(...heard, ...times(5, timeout("shipment")))
      .when(timeout("shipment"))
      .then(step.cancel("shipment-timeout"))
      .thenWaits("cancellation");
  });
});
