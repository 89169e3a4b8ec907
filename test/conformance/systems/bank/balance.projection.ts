import { projection } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";

export default projection("balance", { of: account, initial: { balance: 0, last: "" } })({
  Deposited: (row, { amount, ref }) => ({ balance: row.balance + amount, last: ref }),
  Withdrawn: (row, { amount, ref }) => ({ balance: row.balance - amount, last: ref }),
  Debited: (row, { amount, transferId }) => ({ balance: row.balance - amount, last: transferId }),
  Credited: (row, { amount, transferId }) => ({ balance: row.balance + amount, last: transferId }),
});
