import { handle } from "../runtime/index.ts";
import { FailSettlement, SettlementFailed } from "./contracts.ts";
import { settlement, tradeUnderWay } from "./domain/settlement.ts";

export default handle(
  FailSettlement,
  { state: settlement, emits: [SettlementFailed] },
  ({ data: { code, reason, attempt } }, current) => {
    const trade = tradeUnderWay(current, "failed");
    return trade && trade.attempt === attempt ? new SettlementFailed({ ...trade, code, reason }) : [];
  },
);
