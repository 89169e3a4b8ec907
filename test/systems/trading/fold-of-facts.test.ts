import { expect, test } from "vitest";
import { book } from "../../../functions/trading/domain/book.ts";
import { market } from "../../../functions/trading/domain/market.ts";
import { accepted, cancelled, listed } from "./facts.ts";
import { instrumentId, tick } from "./price-samples.ts";

const at = (version: number) => ({ time: "2026-01-01T12:00:00.000Z", version });

test("prices of an old journal come to the market that they came to before", () => {
  const told = (...prices: ReturnType<typeof tick>[]) => ({ instrumentId, prices, late: 0, repeated: 0, open: [] });
  const first = market.evolve.PricesRecorded(
    market.initial,
    told(tick("09:00:10", 100), tick("09:00:40", 120, 2)),
    at(1),
  );
  const folded = market.evolve.PricesRecorded(first, told(tick("09:01:00", 90)), at(2));
  const [nine, later, newest] = [1767258010000, 1767258040000, 1767258060000];
  const hour = {
    grain: "tick",
    first: [nine, 0],
    last: [newest, 0],
    open: 100,
    high: 120,
    low: 90,
    close: 90,
    volume: 4,
  };
  const open = { revision: 0, told: false };
  const minute = { ...hour, from: 1767258000000, last: [later, 0], low: 100, close: 120, volume: 3 };
  const next = { ...hour, from: newest, first: [newest, 0], open: 90, high: 90, volume: 1 };
  const never = -8_640_000_000_000_000;
  expect(folded).toEqual({
    quote: { price: 90, moment: [newest, 0] },
    bars: {
      "1m": [
        { ...minute, revision: 1, told: true },
        { ...next, ...open },
      ],
      "1h": [{ ...hour, ...open, from: 1767258000000 }],
      "1d": [{ ...hour, ...open, from: 1767225600000 }],
    },
    gone: { "1m": never, "1h": never, "1d": never },
    reached: { tick: newest, "1m": never, "1h": never, "1d": never },
    seen: [
      [nine, 0, 100, 1],
      [later, 0, 120, 2],
      [newest, 0, 90, 1],
    ],
    forgotten: never,
  });
});

test("a fact about an order that is not in the book changes neither the book nor what its trader has at stake", () => {
  const { data: terms } = listed;
  const { data: order } = accepted(["ann/1", "buy", 5, 100]);
  const standing = book.evolve.TradeOrderAccepted(
    book.evolve.InstrumentListed(book.initial, terms, at(1)),
    order,
    at(2),
  );
  const gone = (name: string, price: number) =>
    book.evolve.TradeOrderCancelled(standing, cancelled(name, "buy", 5, "cancelled", price).data, at(3));
  expect(gone("ann/2", 100)).toBe(standing);
  expect(gone("ann/1", 99)).toBe(standing);
  expect(gone("ann/1", 100).bids).toEqual([]);
});
