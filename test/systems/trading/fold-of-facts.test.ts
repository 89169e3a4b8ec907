import { expect, test } from "vitest";
import { fold } from "../../../functions/runtime/state.ts";
import {
  BarClosed,
  type Grain,
  type MarketPrice,
  PricesRecorded,
  QuoteChanged,
} from "../../../functions/trading/contracts.ts";
import { book } from "../../../functions/trading/domain/book.ts";
import { market } from "../../../functions/trading/domain/market.ts";
import { accepted, cancelled, listed } from "./facts.ts";
import { instrumentId, tick } from "./price-samples.ts";

const at = (version: number) => ({ time: "2026-01-01T12:00:00.000Z", version });

const recorded = (...prices: MarketPrice[]) =>
  new PricesRecorded({ instrumentId, prices, late: 0, repeated: 0, open: [] });

const marketOf = (facts: readonly { type: string; data: unknown }[]) =>
  facts.reduce((state, fact, i) => fold(market, state, { ...fact, v: 1, ...at(i + 1) }), market.initial);

/** What follows says how an old journal folds: whoever changes it raises `version`, else old snapshots are folded on by new rules. */
const VERSION = 2;

test("prices of an old journal come to the market that they came to before", () => {
  const closed = {
    interval: "1m",
    from: "2026-01-01T09:00:00.000Z",
    open: 100,
    high: 120,
    low: 100,
    close: 120,
  } as const;
  const folded = marketOf([
    recorded(tick("09:00:10", 100), tick("09:00:40", 120, 2)),
    recorded(tick("09:01:00", 90)),
    new BarClosed({ instrumentId, ...closed, volume: 3, revision: 1 }),
    new QuoteChanged({ instrumentId, last: 90, at: "2026-01-01T09:01:00.000Z" }),
  ]);
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
  const open = { revision: 0, published: false };
  const minute = { ...hour, from: 1767258000000, last: [later, 0], low: 100, close: 120, volume: 3 };
  const next = { ...hour, from: newest, first: [newest, 0], open: 90, high: 90, volume: 1 };
  const never = -8_640_000_000_000_000;
  expect(market.version).toBe(VERSION);
  expect(folded).toEqual({
    quote: { price: 90, moment: [newest, 0] },
    bars: {
      "1m": [
        { ...minute, revision: 1, published: true },
        { ...next, ...open },
      ],
      "1h": [{ ...hour, ...open, from: 1767258000000 }],
      "1d": [{ ...hour, ...open, from: 1767225600000 }],
    },
    barsDroppedTo: { "1m": never, "1h": never, "1d": never },
    watermarks: { tick: newest, "1m": never, "1h": never, "1d": never },
    ticks: [
      [nine, 0, 100, 1],
      [later, 0, 120, 2],
      [newest, 0, 90, 1],
    ],
    ticksDroppedTo: never,
  });
});

test("of an old journal the market keeps so many bars and ticks, and knows up to when it has dropped them", () => {
  const start = Date.UTC(2026, 0, 1);
  const made = (count: number, interval: Grain, step: number) =>
    Array.from({ length: count }, (_, i): MarketPrice => {
      const place = new Date(start + i * step).toISOString();
      return { at: place, interval, open: 5, high: 5, low: 5, close: 5, volume: 1 };
    });
  const { bars, barsDroppedTo, ticks, ticksDroppedTo, watermarks } = marketOf([
    recorded(...made(1_002, "tick", 1_000)),
    recorded(...made(122, "1m", 60_000)),
    recorded(...made(74, "1h", 3_600_000)),
    recorded(...made(62, "1d", 86_400_000)),
  ]);
  expect(market.version).toBe(VERSION);
  expect(Object.entries(bars).map(([interval, { length }]) => [interval, length])).toEqual([
    ["1m", 120],
    ["1h", 72],
    ["1d", 60],
  ]);
  expect([ticks.length, ticksDroppedTo]).toEqual([1_000, 1767225601000]);
  expect(barsDroppedTo).toEqual({ "1m": 1767225660000, "1h": 1767229200000, "1d": 1767312000000 });
  expect(watermarks).toEqual({ tick: 1767226601000, "1m": 1767232920000, "1h": 1767492000000, "1d": 1772582400000 });
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
