import { expect, test } from "vitest";
import { eachSeed, type Simulation, simulate } from "../../../functions/runtime/testing/index.ts";
import {
  type ConfirmationIssued,
  ListInstrument,
  PlaceTradeOrder,
  type PricesRecorded,
  RegisterTrader,
  SettleTrade,
  type TradeExecuted,
  type TradeOrderAccepted,
} from "../../../functions/trading/contracts.ts";
import { chance } from "../commerce/chance.ts";
import { loadedSystem } from "../loaded.ts";
import { accountIn, wealthOf } from "./settlement-audit.ts";

const loaded = loadedSystem("trading");

const TRADERS = ["ann", "bob", "cid"];
const INSTRUMENTS = ["bun", "cake"];
const limits = { maxQuantity: 100, maxNotional: 100_000, maxPosition: 1_000, fatFingerBps: 100_000 };

function openMarket(world: Simulation, random: () => number): void {
  for (const traderId of TRADERS) {
    const holdings = INSTRUMENTS.map((instrumentId) => ({ instrumentId, quantity: Math.floor(random() * 12) }));
    const cash = Math.floor(random() * 4_000);
    world.send(new RegisterTrader({ traderId, currency: "EUR", decimals: 2, cash, holdings }));
  }
  INSTRUMENTS.forEach((instrumentId, settlementDays) => {
    const terms = { currency: "EUR", decimals: 2, referencePrice: 100, limits, settlementDays, closesAt: "17:30" };
    world.send(new ListInstrument({ instrumentId, ...terms }));
  });
}

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T;

/** Some trades that the books make, and some that no account may cover, of traders that may not exist. */
function trade(world: Simulation, random: () => number): string[] {
  for (let i = 0; i < 12; i++) {
    const [instrumentId, traderId, side] = [
      pick(INSTRUMENTS, random),
      pick(TRADERS, random),
      pick(["buy", "sell"] as const, random),
    ];
    const [quantity, price] = [1 + Math.floor(random() * 6), 95 + Math.floor(random() * 10)];
    const terms = { type: "limit", timeInForce: "day", quantity, price } as const;
    world.send(new PlaceTradeOrder({ instrumentId, orderId: `o-${i}`, traderId, side, ...terms }), { copies: 2 });
  }
  return Array.from({ length: 6 }, (_, i) => {
    const [instrumentId, tradeId] = [pick(INSTRUMENTS, random), `otc-${i}`];
    const someone = () => pick([...TRADERS, "nobody"], random);
    const terms = { price: 300, quantity: 1 + Math.floor(random() * 4), currency: pick(["EUR", "EUR", "USD"], random) };
    const parties = { buyerId: someone(), sellerId: someone() };
    world.send(new SettleTrade({ tradeId, instrumentId, ...parties, ...terms, decimals: 2 }));
    return tradeId;
  });
}

const endOf = (world: Simulation, tradeId: string) =>
  world
    .facts("trading/settlement", tradeId)
    .map(({ type }) => type)
    .join(" ");

const booked = (world: Simulation) => INSTRUMENTS.flatMap((id) => world.facts("trading/book", id));

const tradesIn = (world: Simulation): string[] =>
  (booked(world) as TradeExecuted[]).filter(({ type }) => type === "TradeExecuted").map(({ data }) => data.tradeId);

/** The trades that the markets have recorded as prices. */
const recordedIn = (world: Simulation): string[] =>
  INSTRUMENTS.flatMap((id) => world.facts("trading/market", id) as PricesRecorded[])
    .flatMap(({ type, data }) => (type === "PricesRecorded" ? data.prices : []))
    .map(({ tradeId = "" }) => tradeId)
    .sort();

const TOLD = new Set(["Accepted", "Rejected", "Replaced", "Cancelled", "Filled"].map((each) => `TradeOrder${each}`));

const orderFactsIn = (world: Simulation): string[] =>
  (booked(world) as TradeOrderAccepted[])
    .filter(({ type }) => TOLD.has(type))
    .map(({ type, data: { traderId, orderId } }) => `${traderId} ${type.slice(10).toLowerCase()} ${orderId}`)
    .sort();

const confirmedIn = (world: Simulation): string[] =>
  TRADERS.flatMap((id) => world.facts("trading/confirmations", id) as ConfirmationIssued[])
    .map(({ data: { traderId, what, orderId } }) => `${traderId} ${what} ${orderId}`)
    .sort();

test("under faults every trade settles or fails once, is told and recorded once, and all cash and holdings are still there", {
  timeout: 120_000,
}, async () => {
  const ends = new Map<string, number>();
  await eachSeed(30, async (seed) => {
    const random = chance(seed);
    const world = simulate(loaded, { seed, faults: [0, 0.01, 0.03][seed % 3] as number });
    openMarket(world, random);
    await world.settle();
    const before = wealthOf(
      TRADERS.map((id) => accountIn(world, id)),
      INSTRUMENTS,
    );
    const otc = trade(world, random);
    await world.settle();
    await world.finish();
    expect(await world.deadLetters()).toEqual([]);
    const accounts = TRADERS.map((id) => accountIn(world, id));
    expect(wealthOf(accounts, INSTRUMENTS)).toEqual(before);
    for (const { cash, holdings, reserved } of [...accounts, accountIn(world, "nobody")]) {
      expect(Math.min(cash, ...Object.values(holdings))).toBeGreaterThanOrEqual(0);
      expect(reserved).toEqual({});
    }
    const made = tradesIn(world);
    expect(recordedIn(world)).toEqual(made.toSorted());
    expect(confirmedIn(world)).toEqual(orderFactsIn(world));
    for (const tradeId of [...otc, ...made]) {
      const end = endOf(world, tradeId);
      expect(["SettlementBegun TradeSettled", "SettlementBegun SettlementFailed"]).toContain(end);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
  });
  expect([...ends.keys()].sort()).toEqual(["SettlementBegun SettlementFailed", "SettlementBegun TradeSettled"]);
});
