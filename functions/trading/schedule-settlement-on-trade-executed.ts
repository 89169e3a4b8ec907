import { later, on } from "../runtime/index.ts";
import { SettleTrade, TradeExecuted } from "./contracts.ts";

export default on(TradeExecuted, { sends: [SettleTrade] }, ({ data: { settlesAt, ...trade } }) =>
  later(new SettleTrade(trade), { at: settlesAt }),
);
