import { handle } from "../runtime/index.ts";
import { ResumeTrading, TradingResumed } from "./contracts.ts";
import { book, requireListed } from "./domain/book.ts";

export default handle(ResumeTrading, { state: book, emits: [TradingResumed] }, ({ data }, current) =>
  requireListed(current).halted ? new TradingResumed(data) : [],
);
