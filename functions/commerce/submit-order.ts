import { handle, Rejected } from "../runtime/index.ts";
import { CheckoutCompleted, OrderSubmitted, SubmitOrder } from "./contracts.ts";
import { totalOf } from "./domain/lines.ts";
import { assertOpen, order } from "./domain/order.ts";

export default handle(
  SubmitOrder,
  { state: order, emits: [CheckoutCompleted, OrderSubmitted] },
  ({ data }, current) => {
    assertOpen(current);
    const { orderId } = data;
    const { userId, lines } = current;
    const total = totalOf(lines);
    if (!total) throw new Rejected("order-empty", "the order has no items", { help: "add an item first" });
    const items = [...lines];
    return [new CheckoutCompleted({ ...data, items, total }), new OrderSubmitted({ orderId, userId, items, total })];
  },
);
