import { totals } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";

export default totals("turnover", {
  of: account,
  total: (_, { type }) => ["all", type],
  initial: { moved: 0, moves: 0 },
  spread: (name) => (name === "all" ? 3 : 1),
  merge: (one, other) => ({ moved: one.moved + other.moved, moves: one.moves + other.moves }),
})({
  Deposited: (row, { amount }) => ({ moved: row.moved + amount, moves: row.moves + 1 }),
  Withdrawn: (row, { amount }) => ({ moved: row.moved + amount, moves: row.moves + 1 }),
});
