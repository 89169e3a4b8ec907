import { handle, Rejected } from "../runtime/index.ts";
import { OrderSubmitted, SubmitOrder } from "./contracts.ts";
import { totalOf } from "./domain/lines.ts";
import { assertOpen, order } from "./domain/order.ts";

export default handle(SubmitOrder, { state: order, emits: [OrderSubmitted] }, ({ data }, current) => {
  assertOpen(current);
  const { userId, lines } = current;
  const total = totalOf(lines);
  if (!total) throw new Rejected("order-empty", "the order has no items", { help: "add an item first" });
  return new OrderSubmitted({ ...data, userId, items: [...lines], total });
});
