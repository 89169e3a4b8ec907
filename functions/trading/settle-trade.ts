import { handle } from "../runtime/index.ts";
import { SettlementBegun, SettleTrade } from "./contracts.ts";
import { beginningOf, settlement } from "./domain/settlement.ts";

export default handle(SettleTrade, { state: settlement, emits: [SettlementBegun] }, ({ data }, current) => {
  const begun = beginningOf(current, data);
  return begun ? new SettlementBegun(begun) : [];
});
