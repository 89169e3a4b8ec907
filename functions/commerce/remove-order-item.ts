import { handle, Rejected } from "../runtime/index.ts";
import { OrderItemRemoved, RemoveOrderItem } from "./contracts.ts";
import { assertOpen, order } from "./domain/order.ts";

export default handle(RemoveOrderItem, { state: order, emits: [OrderItemRemoved] }, ({ data }, current) => {
  assertOpen(current);
  if (!current.lines.some(({ sku }) => sku === data.sku))
    throw new Rejected("item-not-in-order", `${data.sku} is not in the order`, { help: "look at the order's items" });
  return new OrderItemRemoved(data);
});
