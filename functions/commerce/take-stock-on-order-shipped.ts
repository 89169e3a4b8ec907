import { on } from "../runtime/index.ts";
import { OrderShipped, TakeStock } from "./contracts.ts";

export default on(OrderShipped, { sends: [TakeStock] }, ({ data: { orderId, items } }) =>
  items.map(({ sku }) => new TakeStock({ sku, orderId })),
);
