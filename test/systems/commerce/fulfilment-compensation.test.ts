import { describe, test } from "vitest";
import fulfilment from "../../../functions/commerce/fulfilment.saga.ts";
import { givenSaga, type Heard, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import * as step from "./fulfilment-steps.ts";
import { checkedOut } from "./samples.ts";

const having = (...heard: Heard[]) => givenSaga(fulfilment, heard);
const times = (count: number, heard: Heard): Heard[] => Array(count).fill(heard);
const everything = [step.releaseTea, step.releaseCup, step.refund] as const;
const waiting = ["compensation"] as const;

describe("a cancelled order gives back", () => {
  test("nothing, if it was never checkedOut", () => {
    having().when(step.cancelled()).thenNothing().thenWaits();
  });
  test("its lines, those too that have not answered", () => {
    having(checkedOut)
      .when(step.cancelled())
      .then(step.releaseTea, step.releaseCup)
      .thenWaits(...waiting);
    having(checkedOut, step.teaReserved).when(step.cancelled()).then(step.releaseTea, step.releaseCup);
  });
  test("not the line that was refused", () => {
    having(checkedOut, step.teaReserved, step.cupRefused).when(step.cancelled()).then(step.releaseTea);
  });
  test("its lines, when it looked like fraud", () => {
    having(checkedOut, step.teaReserved, step.suspected).when(step.cancelled()).then(step.releaseTea, step.releaseCup);
  });
  test("no money that was declined", () => {
    having(...step.paying, step.declined)
      .when(step.cancelled())
      .then(step.releaseTea, step.releaseCup);
  });
  test.each([
    ["asked for", step.paying],
    ["asked for and given up", [...step.paying, ...times(4, timeout("payment"))]],
    ["taken", step.taken],
    ["taken and marked", step.shipping],
  ])("its lines and money that was %s", (_, heard) => {
    having(...heard)
      .when(step.cancelled())
      .then(...everything)
      .thenWaits(...waiting);
  });
  test("everything, when the shipment was refused since the order was cancelled first", () => {
    having(...step.shipping)
      .when(rejected(step.ship, "order-cancelled"))
      .then(...everything)
      .thenWaits(...waiting);
  });
  test("everything once, whichever of event and refusal comes first", () => {
    having(...step.shipping, step.cancelled())
      .when(rejected(step.ship, "order-cancelled"))
      .thenNothing();
    having(...step.shipping, rejected(step.ship, "order-cancelled"))
      .when(step.cancelled())
      .thenNothing();
  });
});

describe("the fulfilment of a cancelled order ends", () => {
  const gone = [...step.taken, step.cancelled()];
  test("when stock and money are back, in any order", () => {
    having(...gone, step.teaReleased, step.refunded)
      .when(step.cupReleased)
      .thenNothing()
      .thenWaits();
    having(...gone, step.cupReleased, step.teaReleased)
      .when(step.refunded)
      .thenNothing()
      .thenWaits();
    having(...step.paying, step.cancelled(), step.teaReleased, step.cupReleased)
      .when(step.voided)
      .thenWaits();
  });
  test("not before", () => {
    having(...gone, step.teaReleased)
      .when(step.refunded)
      .thenNothing()
      .thenWaits(...waiting);
    having(...gone, step.teaReleased)
      .when(step.cupReleased)
      .thenNothing()
      .thenWaits(...waiting);
  });
  test("when a reservation that never came was voided", () => {
    having(checkedOut, step.teaReserved, step.cancelled(), step.teaReleased).when(step.cupVoided).thenWaits();
  });
  test("when the last line was refused after all", () => {
    having(checkedOut, step.cancelled(), step.teaReleased).when(step.cupRefused).thenNothing().thenWaits();
  });
  test("when the payment was declined after all", () => {
    const heard = [...step.paying, step.cancelled(), step.teaReleased, step.cupReleased];
    having(...heard)
      .when(step.declined)
      .thenNothing()
      .thenWaits();
  });
});

describe("what is not back in time", () => {
  const gone = [...step.taken, step.cancelled()];
  test("is asked for again, that alone", () => {
    having(...gone)
      .when(timeout("compensation"))
      .then(...everything)
      .thenWaits(...waiting);
    having(...gone, step.teaReleased, step.cupReleased)
      .when(timeout("compensation"))
      .then(step.refund);
    having(...gone, step.refunded, step.cupReleased)
      .when(timeout("compensation"))
      .then(step.releaseTea);
  });
  test("is left to a redrive after ten times, and still ends then", () => {
    const tired = [...gone, step.teaReleased, step.cupReleased, ...times(10, timeout("compensation"))];
    having(...tired.slice(0, -1))
      .when(timeout("compensation"))
      .then(step.refund)
      .thenWaits();
    having(...tired)
      .when(step.refunded)
      .thenNothing()
      .thenState({
        status: "cancelled",
        items: [
          { sku: "tea", quantity: 2, price: { amount: 450, currency: "EUR" } },
          { sku: "cup", quantity: 1, price: { amount: 450, currency: "EUR" } },
        ],
        bill: { total: { amount: 1_350, currency: "EUR" }, card: "tok_ok", country: "GB" },
        stock: { tea: "returned", cup: "returned" },
        cleared: true,
        tax: { rate: 2_000, net: { amount: 1_125, currency: "EUR" }, tax: { amount: 225, currency: "EUR" } },
        money: "returned",
        chases: 0,
        reason: "",
      });
  });
});

describe("what comes late to a cancelled order is given back", () => {
  const ended = [checkedOut, step.cancelled(), step.teaReleased, step.cupVoided];
  test("a payment", () => {
    having(...ended)
      .when(step.processed)
      .then(step.refund);
    having(...step.paying, step.cancelled())
      .when(step.processed)
      .then(step.refund)
      .thenWaits(...waiting);
    having(step.cancelled()).when(step.processed).then(step.refund);
  });
  test("a reservation", () => {
    having(...ended)
      .when(step.cupReserved)
      .then(step.releaseCup)
      .thenWaits();
    having(checkedOut, step.cancelled())
      .when(step.cupReserved)
      .then(step.releaseCup)
      .thenWaits(...waiting);
  });
  test("but nothing else moves it", () => {
    for (const late of [
      step.cleared,
      step.taxed,
      step.suspected,
      step.paid,
      step.declined,
      step.cancelled(),
      checkedOut,
    ])
      having(...ended)
        .when(late)
        .thenNothing()
        .thenWaits();
    for (const wait of ["screening", "payment", "shipment", "cancellation", "compensation", "invoice"])
      having(...ended)
        .when(timeout(wait))
        .thenNothing()
        .thenWaits();
    having(...ended)
      .when(rejected(step.cancel("late"), "order-shipped"))
      .thenNothing()
      .thenWaits();
  });
});
