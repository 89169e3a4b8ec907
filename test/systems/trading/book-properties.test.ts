import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../../../functions/runtime/contract.ts";
import { fold } from "../../../functions/runtime/state.ts";
import bookDepth, { type BookDepth } from "../../../functions/trading/book-depth.projection.ts";
import type { TradeOrderFilled } from "../../../functions/trading/contracts.ts";
import { book } from "../../../functions/trading/domain/book.ts";
import { exposureOf } from "../../../functions/trading/domain/exposure.ts";
import type { Book } from "../../../functions/trading/domain/resting-orders.ts";
import { list } from "./listing.ts";
import { foldedBook, openMarket } from "./market.ts";
import { orderLives } from "./order-lives.ts";
import { commandOf, wishesOf } from "./wishes.ts";

const TRADERS = ["ann", "bob", "cid"];
const NOON = "2026-01-01T12:00:00.000Z";
const sequences = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 80 }));

type Judge = (state: Book, facts: readonly Message[]) => void;

/** Runs random sequences of commands; each has a judge of its own, who looks after each command. */
const always = (judgeOf: () => Judge, numRuns = 200) =>
  fc.assert(
    fc.property(sequences, ([seed, count]) => {
      const [market, judge] = [openMarket(), judgeOf()];
      market.tell(list);
      for (const wish of wishesOf(seed, count)) {
        market.tell(commandOf(wish));
        judge(market.state(), market.facts);
      }
    }),
    { numRuns },
  );

const openOf = ({ bids, asks }: Book, name: string): number =>
  [...bids, ...asks]
    .flatMap(({ orders }) => orders)
    .filter(({ traderId, orderId }) => `${traderId}/${orderId}` === name)
    .reduce((sum, { left }) => sum + left, 0);

const depthOf = ({ bids, asks }: Book) =>
  [bids, asks].map((levels) =>
    levels.map(({ price, orders }) => ({
      price,
      quantity: orders.reduce((sum, { left }) => sum + left, 0),
      orders: orders.length,
    })),
  );

test("the book is never crossed, nor is its depth after any single fact, and both say the same", () => {
  always(() => {
    let [row, seen] = [bookDepth.initial, 0];
    return (state, facts) => {
      for (const { type, data } of facts.slice(seen)) {
        const step = bookDepth.folds[type] as ((row: BookDepth, data: unknown) => BookDepth) | undefined;
        row = step?.(row, data) ?? row;
        expect(row.bids[0]?.price ?? 0).toBeLessThan(row.asks[0]?.price ?? Number.POSITIVE_INFINITY);
      }
      seen = facts.length;
      expect([row.bids, row.asks]).toEqual(depthOf(state));
    };
  });
});

test("every piece of every order is filled, cancelled or open, and no order trades through its limit or ends twice", () => {
  always(
    () => (state, facts) => {
      const lives = orderLives(facts);
      for (const { name, ordered, filled, cancelled, ends, faults } of lives) {
        const open = ends === 0 ? openOf(state, name) : 0;
        expect(faults).toEqual([]);
        expect(filled + cancelled + open).toBe(ordered);
        expect(ends).toBe(open > 0 ? 0 : 1);
      }
    },
    100,
  );
});

test("positions are what was bought less what was sold, add up to nothing and stay within the limit", () => {
  always(() => ({ exposures }, facts) => {
    const fills = facts
      .filter(({ type }) => type === "TradeOrderFilled")
      .map(({ data }) => data as TradeOrderFilled["data"]);
    const positions = TRADERS.map((trader) =>
      fills
        .filter(({ traderId }) => traderId === trader)
        .reduce((sum, { side, quantity }) => sum + (side === "buy" ? quantity : -quantity), 0),
    );
    expect(TRADERS.map((trader) => exposureOf(exposures, trader).position)).toEqual(positions);
    expect(positions.reduce((a, b) => a + b, 0)).toBe(0);
    expect(Math.max(...positions.map(Math.abs))).toBeLessThanOrEqual(12);
  });
});

test("what a trader has open is what lies in the book", () => {
  always(() => ({ exposures, bids, asks }) => {
    const open = (levels: Book["bids"], trader: string) =>
      levels
        .flatMap(({ orders }) => orders)
        .filter(({ traderId }) => traderId === trader)
        .reduce((sum, { left }) => sum + left, 0);
    for (const trader of TRADERS)
      expect(exposureOf(exposures, trader)).toMatchObject({
        openBuy: open(bids, trader),
        openSell: open(asks, trader),
      });
  });
});

test("the journal folds to the same book, byte for byte, from the start or from a snapshot anywhere", () => {
  fc.assert(
    fc.property(sequences, fc.nat(), ([seed, count], place) => {
      const market = openMarket();
      market.tell(list);
      for (const wish of wishesOf(seed, count)) market.tell(commandOf(wish));
      const bytes = JSON.stringify(market.state());
      expect(JSON.stringify(foldedBook(market.facts))).toBe(bytes);
      const half = place % market.facts.length;
      const snapshot: Book = JSON.parse(JSON.stringify(foldedBook(market.facts.slice(0, half))));
      const rest = market.facts
        .slice(half)
        .reduce(
          (state, { type, data }, i) => fold(book, state, { type, v: 1, data, time: NOON, version: i }),
          snapshot,
        );
      expect(JSON.stringify(rest)).toBe(bytes);
    }),
    { numRuns: 200 },
  );
});
