import { handle } from "../runtime/index.ts";
import { CancelTradeOrder, TradeOrderCancelled } from "./contracts.ts";
import { book, requireListed } from "./domain/book.ts";
import { findOpenOrder } from "./domain/find-open-order.ts";

/** While trading is halted too: whoever wants out may leave. */
export default handle(CancelTradeOrder, { state: book, emits: [TradeOrderCancelled] }, ({ data }, current) => {
  const { side, price, order } = findOpenOrder(requireListed(current), data);
  return new TradeOrderCancelled({ ...data, side, quantity: order.left, price, code: "by-trader" });
});
