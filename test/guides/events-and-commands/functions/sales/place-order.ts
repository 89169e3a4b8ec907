import { handle } from "../../../../../functions/runtime/index.ts";
import { OrderPlaced, PlaceOrder } from "./contracts.ts";
import { order } from "./domain/order.ts";

export default handle(PlaceOrder, { state: order, emits: [OrderPlaced] }, ({ data }, { status }) =>
  status === "none" ? new OrderPlaced(data) : [],
);
