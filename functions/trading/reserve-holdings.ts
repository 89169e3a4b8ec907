import { handle } from "../runtime/index.ts";
import { HoldingsReserved, ReserveHoldings } from "./contracts.ts";
import { account } from "./domain/account.ts";
import { needsReservation } from "./domain/reservation-checks.ts";

export default handle(ReserveHoldings, { state: account, emits: [HoldingsReserved] }, ({ data }, current) =>
  needsReservation(current, "sell", data) ? new HoldingsReserved(data) : [],
);
