import { handle, Rejected } from "../runtime/index.ts";
import { CancelOrder, OrderCancelled } from "./contracts.ts";
import { assertExists, order } from "./domain/order.ts";

export default handle(CancelOrder, { state: order, emits: [OrderCancelled] }, ({ data }, current) => {
  assertExists(current);
  if (current.status === "shipped")
    throw new Rejected("order-shipped", "the order has been shipped", { help: "send the parcel back instead" });
  return current.status === "cancelled" ? [] : new OrderCancelled(data);
});
