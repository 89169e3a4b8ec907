import { state } from "../../../../functions/runtime/index.ts";
import { Credited, Debited, Deposited, Withdrawn } from "./contracts.ts";

interface Account {
  balance: number;
  moves: number;
  transfers: readonly string[];
}

/** A withdrawal counts the moves before it, so that folding twice or out of order is seen in the balance and in the rows. */
export const account = state("account", {
  key: "accountId",
  from: [Deposited, Withdrawn, Debited, Credited],
  initial: { balance: 0, moves: 0, transfers: [] } as Account,
})({
  Deposited: (now, { amount }) => ({ ...now, balance: now.balance + amount, moves: now.moves + 1 }),
  Withdrawn: (now, { amount }) => ({ ...now, balance: now.balance - amount, moves: now.moves + 1 }),
  Debited: (now, { amount, transferId }) => ({
    balance: now.balance - amount,
    moves: now.moves + 1,
    transfers: [...now.transfers, `debit ${transferId}`],
  }),
  Credited: (now, { amount, transferId }) => ({
    balance: now.balance + amount,
    moves: now.moves + 1,
    transfers: [...now.transfers, `credit ${transferId}`],
  }),
});
