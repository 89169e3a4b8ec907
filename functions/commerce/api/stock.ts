import { accept, body, resource, view } from "../../runtime/edge/index.ts";
import { AdjustStock } from "../contracts.ts";
import stockLevel from "../stock-level.projection.ts";
import { shapes } from "./shapes.ts";

export const stock = resource()
  .put("/stock/:sku", async (c) => {
    const sku = c.req.param("sku");
    const { quantity, price } = await body(c, shapes.stock);
    const location = `/stock/${encodeURIComponent(sku)}`;
    return accept(c, new AdjustStock({ sku, quantity, price }), { location, ids: { sku } });
  })
  .get("/stock/:sku", async (c) => {
    const { row } = await view(c, stockLevel, c.req.param("sku"));
    return c.json({ ...row, price: row.price ?? null });
  });
