import { state } from "../../../../functions/runtime/index.ts";
import { Credited, Debited, Deposited, Withdrawn } from "./contracts.ts";

interface Account {
  balance: number;
  moves: number;
  transfers: readonly string[];
  deposits: readonly string[];
}

/** A withdrawal counts the moves before it, so that folding twice or out of order is seen in the balance and in the rows. */
export const account = state("account", {
  key: "accountId",
  from: [Deposited, Withdrawn, Debited, Credited],
  initial: { balance: 0, moves: 0, transfers: [], deposits: [] } as Account,
})({
  Deposited: (now, { amount, ref }) => ({
    ...now,
    balance: now.balance + amount,
    moves: now.moves + 1,
    deposits: [...now.deposits, ref],
  }),
  Withdrawn: (now, { amount }) => ({ ...now, balance: now.balance - amount, moves: now.moves + 1 }),
  Debited: (now, { amount, transferId }) => ({
    ...now,
    balance: now.balance - amount,
    moves: now.moves + 1,
    transfers: [...now.transfers, `debit ${transferId}`],
  }),
  Credited: (now, { amount, transferId }) => ({
    ...now,
    balance: now.balance + amount,
    moves: now.moves + 1,
    transfers: [...now.transfers, `credit ${transferId}`],
  }),
});
