import { describe, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import { TradingHalted, TradingResumed } from "../../../functions/trading/contracts.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";
import { accepted, cancelled, listed, rejected, trade } from "./facts.ts";
import { instrumentId, place } from "./listing.ts";

type Order = Parameters<typeof place>;

const halted = new TradingHalted({ instrumentId, reason: "news" });
const resumed = new TradingResumed({ instrumentId });
const bought = [
  accepted(["ann/1", "sell", 10, 100]),
  accepted(["bob/1", "buy", 10, 100], false),
  ...trade(1, "buy", [10, 100], { name: "ann/1", ordered: 10, left: 0 }, { name: "bob/1", ordered: 10, left: 0 }),
];

describe("an order is refused, which is a fact with code and reason", () => {
  test.each<[string, string, Order]>([
    ["max-quantity", "an order has at most 10 pieces", ["bob/2", "buy", 11, 90]],
    ["fat-finger", "111 is more than 1000 basis points from 100", ["bob/2", "buy", 1, 111]],
    ["fat-finger", "89 is more than 1000 basis points from 100", ["bob/2", "sell", 1, 89]],
    ["max-notional", "an order is worth at most 1000", ["bob/2", "buy", 10, 101]],
    ["market-with-price", "a market order takes any price", ["bob/2", "buy", 1, 100, { type: "market" }]],
    ["limit-without-price", "a limit order needs a price", ["bob/2", "buy", 1, undefined, { type: "limit" }]],
    ["empty-book", "nobody is on the other side", ["bob/2", "buy", 1]],
  ])("%s: %s", (code, reason, order) =>
    given(placeTradeOrder, [listed])
      .when(place(...order))
      .then(rejected(order, code, reason)),
  );

  const offers = [
    listed,
    accepted(["ann/1", "sell", 3, 91]),
    accepted(["ann/2", "sell", 5, 110]),
    accepted(["ann/3", "sell", 4, 111]),
  ];
  test.each<[string, string, Order]>([
    ["fat-finger", "111 is more than 1000 basis points from 100", ["bob/1", "buy", 9]],
    [
      "fat-finger",
      "111 is more than 1000 basis points from 100",
      ["bob/1", "buy", 9, undefined, { timeInForce: "fok" }],
    ],
    ["empty-book", "nobody is on the other side", ["bob/1", "sell", 10]],
  ])("%s: %s, by a market order that would trade so", (code, reason, order) =>
    given(placeTradeOrder, offers)
      .when(place(...order))
      .then(rejected(order, code, reason)),
  );
  test("max-notional: a market order is worth what its fills come to, and its rest nothing", () => {
    const order: Order = ["bob/1", "buy", 10];
    given(placeTradeOrder, [listed, accepted(["ann/1", "sell", 1, 91]), accepted(["ann/2", "sell", 9, 110])])
      .when(place(...order))
      .then(rejected(order, "max-notional", "an order is worth at most 1000"));
    const few = accepted(["ann/1", "sell", 9, 110]);
    const sides = [
      { name: "ann/1", ordered: 9, left: 0 },
      { name: "bob/1", ordered: 10, left: 1 },
    ] as const;
    given(placeTradeOrder, [listed, few])
      .when(place(...order))
      .then(
        accepted(order, false),
        ...trade(1, "buy", [9, 110], ...sides),
        cancelled("bob/1", "buy", 1, "market-remainder"),
      );
  });

  test("halted: while trading is halted, and not after it is resumed", () => {
    given(placeTradeOrder, [listed, halted])
      .when(place("ann/1", "sell", 1, 100))
      .then(rejected(["ann/1", "sell", 1, 100], "halted", "trading is halted"));
    const facts = [listed, accepted(["bob/1", "buy", 1, 100]), halted, resumed];
    return given(placeTradeOrder, facts)
      .when(place("ann/1", "sell", 1, 101))
      .then(accepted(["ann/1", "sell", 1, 101]));
  });

  test.each([
    ["is open", [accepted(["ann/1", "sell", 1, 100])]],
    ["was cancelled", [accepted(["ann/1", "sell", 1, 100]), cancelled("ann/1", "sell", 1, "by-trader", 100)]],
    ["was filled", bought],
  ])("order-id-in-use: the trader's order of that id %s", (_, facts) =>
    given(placeTradeOrder, [listed, ...facts])
      .when(place("ann/1", "buy", 2, 99))
      .then(rejected(["ann/1", "buy", 2, 99], "order-id-in-use", "the trader has used this order id today")),
  );

  test("max-position: bought before and open now count with it", () => {
    const reason = "with all open orders filled the position would be 13 of at most 12";
    return given(placeTradeOrder, [listed, ...bought, accepted(["bob/2", "buy", 1, 99])])
      .when(place("bob/3", "buy", 2, 99))
      .then(rejected(["bob/3", "buy", 2, 99], "max-position", reason));
  });

  test("max-position: sold short as well", () => {
    const reason = "with all open orders filled the position would be 13 of at most 12";
    return given(placeTradeOrder, [listed, ...bought])
      .when(place("ann/2", "sell", 3, 100))
      .then(rejected(["ann/2", "sell", 3, 100], "max-position", reason));
  });

  test("unknown-instrument is no fact, since there is no book to keep it", () =>
    given(placeTradeOrder)
      .when(place("ann/1", "buy", 1, 100))
      .thenRejected("unknown-instrument"));
});

describe("an order is accepted", () => {
  test.each<[string, Order]>([
    ["at the very limits of quantity and worth", ["bob/1", "buy", 10, 100]],
    ["as far from the market as may be", ["bob/1", "sell", 1, 110]],
    ["with a name that every object knows", ["constructor/__proto__", "buy", 1, 100]],
  ])("%s", (_, order) =>
    given(placeTradeOrder, [listed, accepted(["zoe/1", "buy", 1, 90])])
      .when(place(...order))
      .then(accepted(order)),
  );

  test("on the other side of a full position", () =>
    given(placeTradeOrder, [listed, ...bought])
      .when(place("bob/2", "sell", 10, 100))
      .then(accepted(["bob/2", "sell", 10, 100])));

  test("as far from the last trade as may be, wherever the listing stood", () => {
    const high = [
      listed,
      accepted(["ann/1", "sell", 1, 110]),
      accepted(["bob/1", "buy", 1, 110], false),
      ...trade(1, "buy", [1, 110], { name: "ann/1", ordered: 1, left: 0 }, { name: "bob/1", ordered: 1, left: 0 }),
    ];
    return given(placeTradeOrder, high)
      .when(place("bob/2", "buy", 1, 121))
      .then(accepted(["bob/2", "buy", 1, 121]));
  });
});
