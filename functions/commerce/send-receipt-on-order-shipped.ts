import { on } from "../runtime/index.ts";
import { OrderShipped, SendEmail } from "./contracts.ts";
import { order } from "./domain/order.ts";
import { receipt } from "./domain/receipt.ts";

/** Reads the address from the order's own stream, so that no fact about the shipment carries it. */
export default on(
  OrderShipped,
  { state: order, sends: [SendEmail] },
  ({ data }, { lines, email }) => new SendEmail({ to: email, ...receipt(data.orderId, lines, data.total) }),
);
