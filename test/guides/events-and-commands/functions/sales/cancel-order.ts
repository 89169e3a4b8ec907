import { handle } from "../../../../../functions/runtime/index.ts";
import { CancelOrder, OrderCancelled } from "./contracts.ts";
import { order } from "./domain/order.ts";

export default handle(CancelOrder, { state: order, emits: [OrderCancelled] }, ({ data }, { status }) =>
  status === "placed" ? new OrderCancelled(data) : [],
);
