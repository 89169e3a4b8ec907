import { handle } from "../runtime/index.ts";
import { HaltTrading, TradingHalted } from "./contracts.ts";
import { book, requireListed } from "./domain/book.ts";

export default handle(HaltTrading, { state: book, emits: [TradingHalted] }, ({ data }, current) =>
  requireListed(current).halted ? [] : new TradingHalted(data),
);
