import { handle } from "../runtime/index.ts";
import { HoldingsReserved, ReserveHoldings } from "./contracts.ts";
import { account } from "./domain/account.ts";
import { isToReserve } from "./domain/reserving.ts";

export default handle(ReserveHoldings, { state: account, emits: [HoldingsReserved] }, ({ data }, current) =>
  isToReserve(current, "sell", data) ? new HoldingsReserved(data) : [],
);
