import { describe, expect, test } from "vitest";
import { type Simulation, simulate } from "../../../functions/runtime/testing/index.ts";
import { RegisterTrader, SettleTrade } from "../../../functions/trading/contracts.ts";
import { loadedSystem } from "../loaded.ts";
import { accountIn } from "./settlement-audit.ts";
import { trade } from "./settlement-samples.ts";

const loaded = loadedSystem("trading");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two accounts that cover a trade. */
async function openAccounts(seed: number): Promise<Simulation> {
  const simulation = simulate(loaded, { seed, faults: 0 });
  const kept = { currency: "EUR", decimals: 2 };
  const buns = [{ instrumentId: "bun", quantity: 6 }];
  simulation.send(new RegisterTrader({ traderId: "ann", ...kept, cash: 1_500, holdings: [] }));
  simulation.send(new RegisterTrader({ traderId: "bob", ...kept, cash: 0, holdings: buns }));
  await simulation.settle();
  return simulation;
}

/** The accounts' queue gives nothing for so long. */
function pauseAccounts({ world: { cloud, scheduler } }: Simulation, milliseconds: number): void {
  const queue = cloud.queues.get("trading/account");
  if (!queue) throw new Error("there is no queue of the accounts");
  const { nextVisible } = queue;
  const until = scheduler.now() + milliseconds;
  queue.nextVisible = () => {
    const at = nextVisible();
    return at === undefined ? undefined : Math.max(at, until);
  };
}

const endsOf = ({ facts }: Simulation) => facts("trading/settlement", trade.tradeId).map(({ type }) => type);
const moneyIn = (simulation: Simulation) =>
  ["ann", "bob"].map((id) => {
    const { cash, holdings, reserved } = accountIn(simulation, id);
    return [cash, holdings["bun"] ?? 0, Object.keys(reserved).length];
  });
const EXCHANGED = [
  [500, 4, 0],
  [1_000, 2, 0],
];
const UNCHANGED = [
  [1_500, 0, 0],
  [0, 6, 0],
];

describe.each([1, 2, 3])("a settlement whose accounts stand still, in schedule %i,", (seed) => {
  test.each([2 * MINUTE, 10 * MINUTE, 5 * HOUR])("for %i milliseconds is made afterwards", async (milliseconds) => {
    const simulation = await openAccounts(seed);
    pauseAccounts(simulation, milliseconds);
    simulation.send(new SettleTrade(trade));
    await simulation.settle();
    expect(endsOf(simulation)).toEqual(["SettlementBegun", "TradeSettled"]);
    expect(moneyIn(simulation)).toEqual(EXCHANGED);
    expect(await simulation.deadLetters()).toEqual([]);
  });

  test("for eight hours is given up, and made when it is asked for once more", async () => {
    const simulation = await openAccounts(seed);
    pauseAccounts(simulation, 8 * HOUR);
    simulation.send(new SettleTrade(trade));
    await simulation.settle();
    expect(endsOf(simulation)).toEqual(["SettlementBegun", "SettlementFailed"]);
    expect(moneyIn(simulation)).toEqual(UNCHANGED);
    simulation.send(new SettleTrade(trade));
    await simulation.settle();
    expect(endsOf(simulation).slice(2)).toEqual(["SettlementBegun", "TradeSettled"]);
    expect(moneyIn(simulation)).toEqual(EXCHANGED);
    expect(await simulation.deadLetters()).toEqual([]);
  });
});
