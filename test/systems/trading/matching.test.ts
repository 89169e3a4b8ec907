import { describe, expect, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import { ListInstrument, TradeOrderAccepted } from "../../../functions/trading/contracts.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";
import { accepted, cancelled, listed, rejected, trade } from "./facts.ts";
import { place, terms } from "./listing.ts";
import { openMarket } from "./market.ts";
import { openIn } from "./wishes.ts";

const early = accepted(["ann/1", "sell", 3, 101]);
const late = accepted(["bob/1", "sell", 4, 101]);
const cheap = accepted(["cid/1", "sell", 2, 100]);
const asks = [listed, early, late, cheap];

describe("an order", () => {
  test("that meets nobody goes into the book", () =>
    given(placeTradeOrder, asks)
      .when(place("dan/1", "buy", 5, 99))
      .then(accepted(["dan/1", "buy", 5, 99])));

  test("trades at the best price first, then with the oldest of a price, at the price of the order in the book", () =>
    given(placeTradeOrder, asks)
      .when(place("dan/1", "buy", 6, 102))
      .then(
        accepted(["dan/1", "buy", 6, 102], false),
        ...trade(1, "buy", [2, 100], { name: "cid/1", ordered: 2, left: 0 }, { name: "dan/1", ordered: 6, left: 4 }),
        ...trade(2, "buy", [3, 101], { name: "ann/1", ordered: 3, left: 0 }, { name: "dan/1", ordered: 6, left: 1 }),
        ...trade(3, "buy", [1, 101], { name: "bob/1", ordered: 4, left: 3 }, { name: "dan/1", ordered: 6, left: 0 }),
      ));

  test("does not trade through its limit; what is left of it goes into the book", () =>
    given(placeTradeOrder, asks)
      .when(place("dan/1", "buy", 5, 100))
      .then(
        accepted(["dan/1", "buy", 5, 100], false),
        ...trade(
          1,
          "buy",
          [2, 100],
          { name: "cid/1", ordered: 2, left: 0 },
          { name: "dan/1", ordered: 5, left: 3, restsAt: 100 },
        ),
      ));

  test("at once or not is cancelled for what is left", () =>
    given(placeTradeOrder, asks)
      .when(place("dan/1", "buy", 5, 100, { timeInForce: "ioc" }))
      .then(
        new TradeOrderAccepted({ ...accepted(["dan/1", "buy", 5, 100], false).data, timeInForce: "ioc" }),
        ...trade(1, "buy", [2, 100], { name: "cid/1", ordered: 2, left: 0 }, { name: "dan/1", ordered: 5, left: 3 }),
        cancelled("dan/1", "buy", 3, "ioc-remainder"),
      ));

  test("at any price takes what there is and is cancelled for the rest", () =>
    given(placeTradeOrder, [listed, cheap])
      .when(place("dan/1", "buy", 5))
      .then(
        accepted(["dan/1", "buy", 5], false),
        ...trade(1, "buy", [2, 100], { name: "cid/1", ordered: 2, left: 0 }, { name: "dan/1", ordered: 5, left: 3 }),
        cancelled("dan/1", "buy", 3, "market-remainder"),
      ));

  test("at any price is refused where nobody is", () =>
    given(placeTradeOrder, [listed])
      .when(place("dan/1", "buy", 5))
      .then(rejected(["dan/1", "buy", 5], "empty-book", "nobody is on the other side")));

  test("whole or not at all is refused if it cannot be filled at once, and filled if it can", () => {
    const order = (quantity: number) => ["dan/1", "buy", quantity, 100, { timeInForce: "fok" }] as const;
    given(placeTradeOrder, asks)
      .when(place(...order(3)))
      .then(rejected([...order(3)], "fok-not-fillable", "1 of it cannot be filled at once"));
    return given(placeTradeOrder, asks)
      .when(place(...order(2)))
      .then(
        accepted([...order(2)], false),
        ...trade(1, "buy", [2, 100], { name: "cid/1", ordered: 2, left: 0 }, { name: "dan/1", ordered: 2, left: 0 }),
      );
  });

  test("that comes to an order of the same trader stops there and is cancelled for the rest", () =>
    given(placeTradeOrder, asks)
      .when(place("ann/2", "buy", 6, 102))
      .then(
        accepted(["ann/2", "buy", 6, 102], false),
        ...trade(1, "buy", [2, 100], { name: "cid/1", ordered: 2, left: 0 }, { name: "ann/2", ordered: 6, left: 4 }),
        cancelled("ann/2", "buy", 4, "self-trade"),
      ));
});

test("an order trades a hundred times at most, since its trades are one commit; the rest is cancelled", () => {
  const { tell, state } = openMarket();
  tell(
    new ListInstrument({
      ...terms,
      limits: { ...terms.limits, maxQuantity: 200, maxNotional: 20_000, maxPosition: 200 },
    }),
  );
  for (let i = 1; i <= 105; i++) tell(place(`seller-${i}/1`, "sell", 1, 100));
  expect(tell(place("dan/1", "buy", 105, 100, { timeInForce: "fok" })).events).toEqual([
    rejected(
      ["dan/1", "buy", 105, 100, { timeInForce: "fok" }],
      "fok-not-fillable",
      "5 of it cannot be filled at once",
    ),
  ]);
  const { events } = tell(place("dan/1", "buy", 110, 100));
  expect(events.filter(({ type }) => type === "TradeExecuted")).toHaveLength(100);
  expect(events.at(-1)).toEqual(cancelled("dan/1", "buy", 10, "too-many-trades"));
  expect(openIn(state())).toEqual([101, 102, 103, 104, 105].map((i) => `sell seller-${i}/1 1@100`));
});
