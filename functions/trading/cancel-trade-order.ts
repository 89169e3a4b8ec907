import { handle } from "../runtime/index.ts";
import { CancelTradeOrder, TradeOrderCancelled } from "./contracts.ts";
import { book, listed } from "./domain/book.ts";
import { openOrder } from "./domain/open-order.ts";

/** While trading is halted too: whoever wants out may leave. */
export default handle(CancelTradeOrder, { state: book, emits: [TradeOrderCancelled] }, ({ data }, current) => {
  const { side, price, order } = openOrder(listed(current), data);
  return new TradeOrderCancelled({ ...data, side, quantity: order.left, price, code: "by-trader" });
});
