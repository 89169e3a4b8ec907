import { handle, Rejected } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";
import { Debit, Debited } from "./contracts.ts";

export default handle(Debit, { state: account, emits: [Debited] }, ({ data }, { balance, transfers }) => {
  if (transfers.includes(`debit ${data.transferId}`)) return [];
  if (balance < data.amount) throw new Rejected("too-little", "the balance is too small");
  return new Debited(data);
});
