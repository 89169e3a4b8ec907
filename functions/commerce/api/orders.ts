import { accept, body, find, newId, type Place, resource, view } from "../../runtime/edge/index.ts";
import { AddOrderItem, CancelOrder, CreateOrder, RemoveOrderItem, SubmitOrder } from "../contracts.ts";
import orderSummary from "../order-summary.projection.ts";
import { assertOneCurrency, pricedItem, pricedItems } from "./pricing.ts";
import { shapes } from "./shapes.ts";

const at = (orderId: string): Place => ({ location: `/orders/${encodeURIComponent(orderId)}`, ids: { orderId } });

export const orders = resource()
  .post("/orders", async (c) => {
    const { userId, items } = await body(c, shapes.order);
    const lines = await pricedItems(c, items);
    assertOneCurrency(lines);
    const orderId = newId(c);
    return accept(c, new CreateOrder({ orderId, userId, items: lines }), at(orderId));
  })
  .post("/orders/:orderId/items", async (c) => {
    const orderId = c.req.param("orderId");
    const item = await body(c, shapes.item);
    const [line, order] = await Promise.all([pricedItem(c, item), find(c, orderSummary, orderId)]);
    assertOneCurrency([...(order?.row.items ?? []), line]);
    return accept(c, new AddOrderItem({ orderId, ...line }), at(orderId));
  })
  .delete("/orders/:orderId/items/:sku", async (c) => {
    const { orderId, sku } = c.req.param();
    return accept(c, new RemoveOrderItem({ orderId, sku }), at(orderId));
  })
  .post("/orders/:orderId/submit", async (c) => {
    const orderId = c.req.param("orderId");
    const submission = await body(c, shapes.submission);
    return accept(c, new SubmitOrder({ orderId, ...submission }), at(orderId));
  })
  .post("/orders/:orderId/cancel", async (c) => {
    const orderId = c.req.param("orderId");
    const { reason } = await body(c, shapes.cancellation);
    return accept(c, new CancelOrder({ orderId, reason }), at(orderId));
  })
  .get("/orders/:orderId", async (c) => {
    const { row, version } = await view(c, orderSummary, c.req.param("orderId"));
    return c.json({ ...row, total: row.total ?? null, version });
  });
