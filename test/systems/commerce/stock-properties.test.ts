import * as fc from "fast-check";
import { expect, test } from "vitest";
import adjustStock from "../../../functions/commerce/adjust-stock.ts";
import { AdjustStock, ReleaseStock, TakeStock } from "../../../functions/commerce/contracts.ts";
import { availableIn, reservedIn, type Stock, stock } from "../../../functions/commerce/domain/stock.ts";
import releaseStock from "../../../functions/commerce/release-stock.ts";
import reserveStock from "../../../functions/commerce/reserve-stock.ts";
import takeStock from "../../../functions/commerce/take-stock.ts";
import { price, reserve, sku } from "./samples.ts";
import { emptyWorld, tell } from "./world.ts";

const orders = ["o-1", "o-2", "o-3", "constructor"];
const anOrder = fc.constantFrom(...orders);
const few = fc.integer({ min: 1, max: 4 });

const commands = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.nat({ max: 8 }).map((quantity) => new AdjustStock({ sku, quantity, price })) },
    { weight: 4, arbitrary: fc.tuple(few, anOrder).map(([quantity, order]) => reserve(quantity, order)) },
    { weight: 2, arbitrary: anOrder.map((orderId) => new ReleaseStock({ sku, orderId })) },
    { weight: 2, arbitrary: anOrder.map((orderId) => new TakeStock({ sku, orderId })) },
  ),
  { maxLength: 40 },
);

const handlers = {
  AdjustStock: adjustStock,
  ReserveStock: reserveStock,
  ReleaseStock: releaseStock,
  TakeStock: takeStock,
};

interface Tally {
  readonly counted: number;
  readonly held: Record<string, number>;
  readonly times: Record<string, number>;
}

/** Counts anew from the facts alone, in another way than the fold does. */
function tally(facts: readonly { type: string; data: unknown }[]): Tally {
  const held: Record<string, number> = Object.create(null);
  const times: Record<string, number> = Object.create(null);
  let counted = 0;
  for (const { type, data } of facts as { type: string; data: { orderId: string; quantity: number } }[]) {
    const { orderId, quantity } = data;
    if (type === "StockAdjusted") counted = quantity;
    if (type === "StockTaken") counted -= quantity;
    if (type === "StockReserved") {
      held[orderId] = (held[orderId] ?? 0) + quantity;
      times[orderId] = (times[orderId] ?? 0) + 1;
    }
    if (type === "StockReleased" || type === "StockTaken") held[orderId] = (held[orderId] ?? 0) - quantity;
  }
  return { counted, held, times };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test("whatever is asked, stock is never below zero and no reservation counts twice", () => {
  fc.assert(
    fc.property(commands, (asked) => {
      const world = emptyWorld();
      for (const command of asked) {
        tell(world, handlers[command.type], command);
        const current = world.state<Stock>(stock, sku);
        const { counted, held, times } = tally(world.facts(stock, sku));
        expect(current.onHand).toBe(counted);
        expect(current.onHand).toBeGreaterThanOrEqual(0);
        expect(availableIn(current)).toBeGreaterThanOrEqual(0);
        expect(reservedIn(current)).toBe(sum(Object.values(held)));
        expect(Math.min(0, ...Object.values(held))).toBe(0);
        expect(Math.max(0, ...Object.values(times))).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});

test("a release makes every reservation of its order impossible, before and after it", () => {
  fc.assert(
    fc.property(commands, anOrder, few, commands, (before, orderId, quantity, after) => {
      const world = emptyWorld();
      for (const command of before) tell(world, handlers[command.type], command);
      tell(world, releaseStock, new ReleaseStock({ sku, orderId }));
      for (const command of [...after, reserve(quantity, orderId)]) tell(world, handlers[command.type], command);
      expect(Object.keys(world.state<Stock>(stock, sku).reserved)).not.toContain(orderId);
    }),
    { numRuns: 300 },
  );
});
