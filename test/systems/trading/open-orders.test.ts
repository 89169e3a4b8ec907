import { describe, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import cancelTradeOrder from "../../../functions/trading/cancel-trade-order.ts";
import {
  CancelTradeOrder,
  ReplaceTradeOrder,
  TradeOrderReplaced,
  TradingHalted,
} from "../../../functions/trading/contracts.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";
import replaceTradeOrder from "../../../functions/trading/replace-trade-order.ts";
import { accepted, cancelled, listed, named, trade } from "./facts.ts";
import { instrumentId, place } from "./listing.ts";

const halted = new TradingHalted({ instrumentId, reason: "news" });
const own = accepted(["ann/1", "buy", 5, 100]);
const behind = accepted(["bob/1", "buy", 5, 100]);
const filledByTwo = [
  accepted(["cid/1", "sell", 2, 100], false),
  ...trade(1, "sell", [2, 100], { name: "ann/1", ordered: 5, left: 3 }, { name: "cid/1", ordered: 2, left: 0 }),
];
const cancel = (name: string) => new CancelTradeOrder(named(name));
const replace = (quantity: number, price: number) => new ReplaceTradeOrder({ ...named("ann/1"), quantity, price });
const replaced = (quantity: number, price: number, left: number, keepsPlace: boolean, rests: boolean, before = 5) =>
  new TradeOrderReplaced({
    ...named("ann/1"),
    side: "buy",
    quantity,
    price,
    left,
    from: { price: 100, left: before },
    keepsPlace,
    rests,
  });

describe("an open order is cancelled", () => {
  test("for what is left of it, even while trading is halted", () =>
    given(cancelTradeOrder, [listed, own, ...filledByTwo, halted])
      .when(cancel("ann/1"))
      .then(cancelled("ann/1", "buy", 3, "by-trader", 100)));
  test.each([
    ["order-not-open", "ann/1", "has been cancelled"],
    ["order-not-open", "cid/1", "has been filled"],
    ["unknown-order", "bob/1", "is another trader's"],
    ["unknown-order", "ann/9", "nobody has placed"],
  ])("not, with %s, if %s %s", (code, name) =>
    given(cancelTradeOrder, [listed, own, ...filledByTwo, cancelled("ann/1", "buy", 3, "by-trader", 100)])
      .when(cancel(name))
      .thenRejected(code),
  );
  test("not in a book that nobody has opened", () =>
    given(cancelTradeOrder).when(cancel("ann/1")).thenRejected("unknown-instrument"));
});

describe("an open order is replaced", () => {
  test("by less, and keeps its place", () =>
    given(replaceTradeOrder, [listed, own, behind])
      .when(replace(4, 100))
      .then(replaced(4, 100, 4, true, false)));
  test("by less, counting what is filled of it", () =>
    given(replaceTradeOrder, [listed, own, ...filledByTwo])
      .when(replace(4, 100))
      .then(replaced(4, 100, 2, true, false, 3)));
  test("by more, and is the last of its price", () => {
    given(replaceTradeOrder, [listed, own, behind])
      .when(replace(6, 100))
      .then(replaced(6, 100, 6, false, true));
    const facts = [listed, own, behind, replaced(6, 100, 6, false, true)];
    return given(placeTradeOrder, facts)
      .when(place("cid/1", "sell", 1, 100))
      .then(
        accepted(["cid/1", "sell", 1, 100], false),
        ...trade(1, "sell", [1, 100], { name: "bob/1", ordered: 5, left: 4 }, { name: "cid/1", ordered: 1, left: 0 }),
      );
  });
  test("at a price that meets the other side, and trades at once", () =>
    given(replaceTradeOrder, [listed, own, accepted(["bob/1", "sell", 2, 101])])
      .when(replace(5, 102))
      .then(
        replaced(5, 102, 5, false, false),
        ...trade(
          1,
          "buy",
          [2, 101],
          { name: "bob/1", ordered: 2, left: 0 },
          { name: "ann/1", ordered: 5, left: 3, restsAt: 102 },
        ),
      ));
  test("at a price that meets an order of the same trader, and is cancelled", () =>
    given(replaceTradeOrder, [listed, own, accepted(["ann/2", "sell", 2, 101])])
      .when(replace(5, 101))
      .then(replaced(5, 101, 5, false, false), cancelled("ann/1", "buy", 5, "self-trade")));
  test("by the same, which is nothing", () =>
    given(replaceTradeOrder, [listed, own]).when(replace(5, 100)).thenNothing());
  test.each([
    ["already-filled", 2, 100, []],
    ["max-quantity", 11, 100, []],
    ["fat-finger", 5, 111, []],
    ["max-notional", 10, 101, []],
    ["max-position", 9, 100, [accepted(["ann/2", "buy", 4, 99])]],
    ["halted", 4, 100, [halted]],
  ])("not, with %s, by %i at %i", (code, quantity, price, more) =>
    given(replaceTradeOrder, [listed, own, ...filledByTwo, ...more])
      .when(replace(quantity, price))
      .thenRejected(code),
  );
  test("not once its day is over", () =>
    given(replaceTradeOrder, [listed, own])
      .when(replace(4, 100), { now: "2026-01-01T17:30:00.000Z" })
      .thenRejected("order-not-open"));
  test.each(["bob/1", "cid/1"])("not if it is not open: %s", (name) =>
    given(replaceTradeOrder, [listed, own, ...filledByTwo])
      .when(new ReplaceTradeOrder({ ...named(name), quantity: 3, price: 100 }))
      .thenRejected(name === "cid/1" ? "order-not-open" : "unknown-order"),
  );
});
