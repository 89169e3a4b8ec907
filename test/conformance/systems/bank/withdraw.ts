import { handle, Rejected } from "../../../../functions/runtime/index.ts";
import { account } from "./account.ts";
import { Withdraw, Withdrawn } from "./contracts.ts";

export default handle(Withdraw, { state: account, emits: [Withdrawn] }, ({ data }, { balance, moves }) => {
  if (balance < data.amount) throw new Rejected("too-little", "the balance is too small");
  return new Withdrawn({ ...data, moves });
});
