import { handle } from "../runtime/index.ts";
import { FailSettlement, SettlementFailed } from "./contracts.ts";
import { settlement, tradeToEnd } from "./domain/settlement.ts";

export default handle(
  FailSettlement,
  { state: settlement, emits: [SettlementFailed] },
  ({ data: { code, reason } }, current) => {
    const trade = tradeToEnd(current, "failed");
    return trade ? new SettlementFailed({ ...trade, code, reason }) : [];
  },
);
