import { list, operation, pageAnswer, paging, resource } from "../../runtime/edge/index.ts";
import orderSummary from "../order-summary.projection.ts";
import { answers } from "./answers.ts";

export const userOrders = resource().get(
  "/users/:userId/orders",
  operation({
    summary: "The orders of a user, the newest first",
    description:
      "Each order is answered as it stands; one that was opened a moment ago may not be listed yet. Whoever has none has an empty list.",
    query: paging,
    answers: pageAnswer(answers.summary),
  }),
  async (c) => {
    const { items, ...rest } = await list(c, orderSummary, c.req.param("userId"), c.req.valid("query"));
    return c.json({ items: items.map((row) => ({ ...row, total: row.total ?? null })), ...rest });
  },
);
