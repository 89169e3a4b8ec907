import { handle } from "../runtime/index.ts";
import { SettlementBegun, SettleTrade } from "./contracts.ts";
import { settlement } from "./domain/settlement.ts";

export default handle(SettleTrade, { state: settlement, emits: [SettlementBegun] }, ({ data }, { status }) =>
  status === "none" ? new SettlementBegun(data) : [],
);
