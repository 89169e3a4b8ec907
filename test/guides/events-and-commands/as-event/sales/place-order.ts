import { handle } from "../../../../../functions/runtime/index.ts";
import { PackingRequested, PlaceOrder } from "./contracts.ts";
import { order } from "./domain/order.ts";

export default handle(PlaceOrder, { state: order, emits: [PackingRequested] }, ({ data }, { placed }) =>
  placed ? [] : new PackingRequested(data),
);
