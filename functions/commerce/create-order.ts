import { handle, Rejected } from "../runtime/index.ts";
import { CreateOrder, OrderCreated, OrderItemAdded } from "./contracts.ts";
import { assertLines, withLine } from "./domain/lines.ts";
import { order } from "./domain/order.ts";

export default handle(CreateOrder, { state: order, emits: [OrderCreated, OrderItemAdded] }, ({ data }, { status }) => {
  if (status !== "none")
    throw new Rejected("order-exists", "there is an order with this id", { help: "choose another orderId" });
  const { orderId, userId, items } = data;
  assertLines(items.reduce(withLine, []));
  return [new OrderCreated({ orderId, userId }), ...items.map((item) => new OrderItemAdded({ orderId, ...item }))];
});
