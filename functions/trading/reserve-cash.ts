import { handle } from "../runtime/index.ts";
import { CashReserved, ReserveCash } from "./contracts.ts";
import { account } from "./domain/account.ts";
import { isToReserve } from "./domain/reserving.ts";

export default handle(ReserveCash, { state: account, emits: [CashReserved] }, ({ data }, current) =>
  isToReserve(current, "buy", data) ? new CashReserved(data) : [],
);
