import type { Message } from "../../../../functions/runtime/contract.ts";
import tradingApi from "../../../../functions/trading/api/index.ts";
import { openSystem } from "../../at-work.ts";
import { terms } from "../listing.ts";

/** Books, accounts and their read models at work. */
export function openExchange(options: Parameters<typeof openSystem>[2] = {}) {
  const exchange = openSystem("trading", tradingApi, options);
  const list = () => exchange.settle("POST", "/instruments", terms);
  const happened = (traderId: string, fact: Message<"event">) => exchange.happened(`account/${traderId}`, fact);
  return { ...exchange, list, happened };
}
