import { handle } from "../runtime/index.ts";
import { ConfirmSettlement, TradeSettled } from "./contracts.ts";
import { settlement, tradeUnderWay } from "./domain/settlement.ts";

export default handle(ConfirmSettlement, { state: settlement, emits: [TradeSettled] }, (_, current) => {
  const trade = tradeUnderWay(current, "settled");
  return trade ? new TradeSettled(trade) : [];
});
