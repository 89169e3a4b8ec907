import { on } from "../runtime/index.ts";
import { OrderPaid, PaymentProcessed } from "./contracts.ts";
import { order } from "./domain/order.ts";

/** A payment for an order that was cancelled meanwhile marks nothing: the fulfilment gives it back. */
export default on(
  PaymentProcessed,
  { state: order, emits: [OrderPaid] },
  ({ data: { orderId, amount } }, { status }) => (status === "submitted" ? new OrderPaid({ orderId, amount }) : []),
);
