import { accept, afterToken, operation, resource, view } from "../../runtime/edge/index.ts";
import { AdjustStock } from "../contracts.ts";
import stockLevel from "../stock-level.projection.ts";
import { answers } from "./answers.ts";
import { shapes } from "./shapes.ts";

export const stock = resource()
  .put(
    "/stock/:sku",
    operation({
      summary: "Sets what lies on the shelf, and its price",
      description: "`quantity` is what was counted, reserved pieces included.",
      body: shapes.stock,
      accepts: ["sku"],
    }),
    async (c) => {
      const sku = c.req.param("sku");
      const location = `/stock/${encodeURIComponent(sku)}`;
      return accept(c, new AdjustStock({ sku, ...c.req.valid("json") }), { location, ids: { sku } });
    },
  )
  .get("/stock/:sku", operation({ summary: "A sku", query: afterToken, answers: answers.stock }), async (c) => {
    const { row } = await view(c, stockLevel, c.req.param("sku"), c.req.valid("query"));
    return c.json({ ...row, price: row.price ?? null });
  });
