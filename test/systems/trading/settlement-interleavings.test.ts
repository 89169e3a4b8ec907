import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SettleTrade, TraderRegistered } from "../../../functions/trading/contracts.ts";
import { type Account, account } from "../../../functions/trading/domain/account.ts";
import { type Settlement, settlement } from "../../../functions/trading/domain/settlement.ts";
import { chance } from "../commerce/chance.ts";
import { emptyWorld } from "../commerce/world.ts";
import { wealthOf } from "./settlement-audit.ts";
import { settlementWorld } from "./settlement-world.ts";

const TRADERS = ["ann", "bob", "cid"];
const kept = { currency: "EUR", decimals: 2 };

/** Some settlements at once, of trades that their accounts may not cover, until no message is left. */
async function live(seed: number, { hurry = 0, asks = 1 } = {}) {
  const random = chance(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const world = emptyWorld();
  for (const traderId of TRADERS) {
    const holdings = [{ instrumentId: "bun", quantity: upTo(6) }];
    world.append(account, traderId, [new TraderRegistered({ traderId, ...kept, cash: upTo(600), holdings })]);
  }
  const accounts = () => TRADERS.map((traderId) => world.state<Account>(account, traderId));
  const before = wealthOf(accounts(), ["bun"]);
  const process = settlementWorld(world, random, 3, hurry);
  const trades = Array.from({ length: 1 + upTo(3) }, (_, i) => `t-${i}`);
  for (const tradeId of trades) {
    const parties = { buyerId: TRADERS[upTo(2)] ?? "", sellerId: TRADERS[upTo(2)] ?? "" };
    const terms = { price: 50 + upTo(100), quantity: 1 + upTo(4), ...kept };
    const settle = new SettleTrade({ tradeId, instrumentId: "bun", ...parties, ...terms });
    for (let ask = 0; ask < asks; ask++) process.send(settle);
  }
  for (let steps = 0; process.flights.length > 0; steps++) {
    if (steps > 5_000) throw new Error(`seed ${seed} does not end`);
    await process.step();
  }
  const settlements = trades.map((tradeId) => world.state<Settlement>(settlement, tradeId));
  return { before, accounts: accounts(), settlements };
}

function assertNothingLost({ before, accounts }: Awaited<ReturnType<typeof live>>): void {
  expect(wealthOf(accounts, ["bun"])).toEqual(before);
  for (const { cash, holdings, reserved } of accounts) {
    expect(reserved).toEqual({});
    expect(Math.min(cash, ...Object.values(holdings))).toBeGreaterThanOrEqual(0);
  }
}

test("whatever comes late, too often, in another order or not at all, each settlement ends and nothing is gained or lost", async () => {
  const seen = new Set<string>();
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const world = await live(seed);
      assertNothingLost(world);
      for (const { status } of world.settlements) seen.add(status);
    }),
    { numRuns: 500 },
  );
  expect([...seen].sort()).toEqual(["failed", "settled"]);
});

test("a settlement that is given up and begun anew meets what is left of the one before, and nothing is gained or lost", async () => {
  const seen = new Set<string>();
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const world = await live(seed, { hurry: (seed % 20) / 20, asks: 4 });
      assertNothingLost(world);
      for (const { status, trade } of world.settlements) seen.add(`${status} ${trade?.attempt ?? 1}`);
    }),
    { numRuns: 300, seed: 7 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(["failed 1", "settled 1", "failed 2", "settled 2"]));
});
