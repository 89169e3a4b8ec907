import { handle } from "../runtime/index.ts";
import { HaltTrading, TradingHalted } from "./contracts.ts";
import { book, listed } from "./domain/book.ts";

export default handle(HaltTrading, { state: book, emits: [TradingHalted] }, ({ data }, current) =>
  listed(current).halted ? [] : new TradingHalted(data),
);
