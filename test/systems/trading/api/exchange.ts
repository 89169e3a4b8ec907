import type { Message } from "../../../../functions/runtime/contract.ts";
import tradingApi from "../../../../functions/trading/api/index.ts";
import { openSystem } from "../../at-work.ts";
import { terms } from "../listing.ts";

/** Books, accounts and their read models at work. */
export function openExchange() {
  const exchange = openSystem("trading", tradingApi);
  const list = () => exchange.settle("POST", "/instruments", terms);
  const happened = (traderId: string, fact: Message<"event">) => exchange.happened(`account/${traderId}`, fact);
  return { ...exchange, list, happened };
}
