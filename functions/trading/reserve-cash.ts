import { handle } from "../runtime/index.ts";
import { CashReserved, ReserveCash } from "./contracts.ts";
import { account } from "./domain/account.ts";
import { needsReservation } from "./domain/reservation-checks.ts";

export default handle(ReserveCash, { state: account, emits: [CashReserved] }, ({ data }, current) =>
  needsReservation(current, "buy", data) ? new CashReserved(data) : [],
);
