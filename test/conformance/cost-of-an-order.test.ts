import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pathOfAnOrder } from "../bench/trading/path.ts";

// A bar that closes on the way costs more.
beforeEach(() => vi.useFakeTimers({ now: new Date("2026-01-01T12:00:00.000Z"), toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

it("an order among ten costs 8 calls and 6.1 write units from its request to its prices and bars", async () => {
  const rows = await pathOfAnOrder();
  expect(Object.fromEntries(rows.map(({ stage, ...cost }) => [stage, Object.values(cost)]))).toEqual({
    edge: [3, 1, 1],
    "trading/book": [0.1, 1.01, 0],
    relay: [1.83, 0, 0],
    "trading/book-depth": [0.76, 0.38, 0.38],
    "trading/confirmations": [1.08, 1.85, 0],
    "trading/schedule-settlement-on-trade-executed": [0.755, 0.755, 0],
    "trading/record-price-on-trade-executed": [0.1, 0.735, 0],
    "trading/market-summary": [0.4, 0.2, 0.2],
    "trading/bars": [0.4, 0.2, 0.2],
  });
});
