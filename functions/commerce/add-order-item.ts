import { handle } from "../runtime/index.ts";
import { AddOrderItem, OrderItemAdded } from "./contracts.ts";
import { assertLines, withLine } from "./domain/lines.ts";
import { assertOpen, order } from "./domain/order.ts";

export default handle(AddOrderItem, { state: order, emits: [OrderItemAdded] }, ({ data }, current) => {
  assertOpen(current);
  assertLines(withLine(current.lines, data));
  return new OrderItemAdded(data);
});
