import { fold } from "../../../functions/runtime/state.ts";
import type { Simulation } from "../../../functions/runtime/testing/index.ts";
import { type Account, account } from "../../../functions/trading/domain/account.ts";

/** What an account's facts fold to. */
export function accountIn(world: Simulation, traderId: string): Account {
  const time = "2026-01-01T12:00:00.000Z";
  return world
    .facts("trading/account", traderId)
    .reduce((state, fact, i) => fold(account, state, { ...fact, v: 1, time, version: i + 1 }), account.initial);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** All the cash, and all there is of each instrument. */
export const wealthOf = (accounts: readonly Account[], instruments: readonly string[]) => ({
  cash: sum(accounts.map(({ cash }) => cash)),
  ...Object.fromEntries(
    instruments.map((each) => [each, sum(accounts.map(({ holdings }) => holdings[each] ?? 0))] as const),
  ),
});
