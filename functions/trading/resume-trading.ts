import { handle } from "../runtime/index.ts";
import { ResumeTrading, TradingResumed } from "./contracts.ts";
import { book, listed } from "./domain/book.ts";

export default handle(ResumeTrading, { state: book, emits: [TradingResumed] }, ({ data }, current) =>
  listed(current).halted ? new TradingResumed(data) : [],
);
