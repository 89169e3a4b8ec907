import { handle, Rejected } from "../runtime/index.ts";
import { OrderShipped, ShipOrder } from "./contracts.ts";
import { totalOf } from "./domain/lines.ts";
import { assertExists, order } from "./domain/order.ts";

export default handle(ShipOrder, { state: order, emits: [OrderShipped] }, ({ data: { orderId } }, current) => {
  assertExists(current);
  const { status, lines } = current;
  if (status === "shipped") return [];
  if (status === "cancelled")
    throw new Rejected("order-cancelled", "the order has been cancelled", { help: "create another order" });
  const total = totalOf(lines);
  if (status !== "paid" || !total)
    throw new Rejected("order-not-paid", `the order is ${status}`, { help: "ship it once it is paid" });
  return new OrderShipped({ orderId, items: lines.map(({ sku, quantity }) => ({ sku, quantity })), total });
});
