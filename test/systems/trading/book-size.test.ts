import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { packSnapshot } from "../../../functions/runtime/snapshots.ts";
import { ListInstrument } from "../../../functions/trading/contracts.ts";
import { withExposure } from "../../../functions/trading/domain/exposure.ts";
import type { Book } from "../../../functions/trading/domain/resting-orders.ts";
import { place, terms } from "./listing.ts";
import { openMarket } from "./market.ts";

const REFERENCE = 100_000_000;
const limits = { maxQuantity: 900_000, maxNotional: 4e15, maxPosition: 900_000_000, fatFingerBps: 1_000 };
const sides = ["buy", "sell"] as const;

/** A book with 5,000 orders that are open, each at a price of its own, and 5,000 names of orders that have ended. */
function openFullBook(traders: readonly string[], orderName: () => string) {
  const market = openMarket();
  const trader = (i: number): string => `${traders[i % traders.length]}`;
  const order = (i: number) =>
    [`${trader(i)}/${orderName()}`, sides[i % 2] ?? "buy", 100 + ((i * 7_919) % 90_000)] as const;
  market.tell(new ListInstrument({ ...terms, referencePrice: REFERENCE, limits }));
  for (let i = 0; i < 5_000; i++) market.tell(place(...order(i), REFERENCE, { type: "limit", timeInForce: "ioc" }));
  for (let i = 0; i < 5_000; i++) {
    const away = 1 + ((i * 2_003) % 5_000) * 1_709;
    market.tell(place(...order(i), i % 2 === 0 ? REFERENCE - away : REFERENCE + away));
  }
  return market;
}

/** What its snapshot takes with positions of these traders, and with as many ids of messages as are kept. */
async function packedBytes(book: Book, traders: readonly string[]): Promise<number> {
  const exposures = traders.reduce(
    (all, traderId, i) => withExposure(all, { traderId }, "buy", { traded: ((i * 7_919) % 900_000) + 1 }),
    book.exposures,
  );
  const ids = Array.from({ length: 4_000 }, (_, i) => [randomUUID(), new Date(i * 137).toISOString()] as const);
  const rest = { n: 20_000, version: 60_000, time: "2026-01-01T12:00:00.000Z", definition: 2, paged: 16_000 };
  return (await packSnapshot("trading/book/ACME", { ...rest, state: { ...book, exposures }, ids })).length;
}

const names = (count: number, name: () => string): string[] => Array.from({ length: count }, name);
/** The longest that an order or a trader may have. */
const longName = () => randomBytes(75).toString("base64url");

describe("a full book, of a snapshot of 4 MB", () => {
  const traders = names(50_000, randomUUID);
  let market: ReturnType<typeof openMarket>;
  let full: Book;
  beforeAll(() => {
    market = openFullBook(traders.slice(0, 2_000), randomUUID);
    full = market.state();
  });

  test("takes none that would stay in it, and others as ever", () => {
    const last = (told: ReturnType<typeof market.tell>) => told.events.at(-1);
    expect(last(market.tell(place("ann/1", "buy", 1, REFERENCE)))).toMatchObject({
      type: "TradeOrderRejected",
      data: { code: "book-full", reason: "the book holds at most 5000 open orders" },
    });
    expect(last(market.tell(place("ann/2", "sell", 900_000, REFERENCE - 10_000_000)))).toMatchObject({
      type: "TradeOrderFilled",
    });
    expect(last(market.tell(place("ann/3", "buy", 1, REFERENCE)))).toMatchObject({ type: "TradeOrderAccepted" });
  });

  test.each([
    [2_000, 800_000, 950_000],
    [20_000, 1_300_000, 1_450_000],
    [50_000, 2_050_000, 2_250_000],
  ])("with %i traders who hold something takes %i to %i bytes", async (count, least, most) => {
    const bytes = await packedBytes(full, traders.slice(0, count));
    expect(bytes).toBeGreaterThan(least);
    expect(bytes).toBeLessThan(most);
  });

  test("with the longest names fits too, each order a trader's of its own", async () => {
    const long = names(5_000, longName);
    const bytes = await packedBytes(openFullBook(long, longName).state(), long);
    expect(bytes).toBeGreaterThan(2_800_000);
    expect(bytes).toBeLessThan(3_200_000);
  });
});
