import { handle } from "../runtime/index.ts";
import { ConfirmSettlement, TradeSettled } from "./contracts.ts";
import { settlement, tradeToEnd } from "./domain/settlement.ts";

export default handle(ConfirmSettlement, { state: settlement, emits: [TradeSettled] }, (_, current) => {
  const trade = tradeToEnd(current, "settled");
  return trade ? new TradeSettled(trade) : [];
});
