import {
  accept,
  afterToken,
  atTime,
  fact,
  find,
  history,
  newId,
  operation,
  type Place,
  pageAnswer,
  paging,
  resource,
  view,
} from "../../runtime/edge/index.ts";
import { AddOrderItem, CancelOrder, CreateOrder, RemoveOrderItem, SubmitOrder } from "../contracts.ts";
import { order } from "../domain/order.ts";
import orderSummary from "../order-summary.projection.ts";
import { answers } from "./answers.ts";
import { assertOneCurrency, pricedItem, pricedItems } from "./pricing.ts";
import { shapes } from "./shapes.ts";

const at = (orderId: string): Place => ({ location: `/orders/${encodeURIComponent(orderId)}`, ids: { orderId } });
const accepts = ["orderId"];

/** What a customer has entrusted to the order: no reader of its history is told. */
const without = ["card", "email", "address"];

export const orders = resource()
  .post(
    "/orders",
    operation({ summary: "Opens an order, at today's prices", body: shapes.order, accepts }),
    async (c) => {
      const { userId, items } = c.req.valid("json");
      const lines = await pricedItems(c, items);
      assertOneCurrency(lines);
      const orderId = newId(c);
      return accept(c, new CreateOrder({ orderId, userId, items: lines }), at(orderId));
    },
  )
  .post(
    "/orders/:orderId/items",
    operation({ summary: "Adds an item to an open order, at today's price", body: shapes.item, accepts }),
    async (c) => {
      const orderId = c.req.param("orderId");
      const [line, standing] = await Promise.all([pricedItem(c, c.req.valid("json")), find(c, orderSummary, orderId)]);
      assertOneCurrency([...(standing?.row.items ?? []), line]);
      return accept(c, new AddOrderItem({ orderId, ...line }), at(orderId));
    },
  )
  .delete(
    "/orders/:orderId/items/:sku",
    operation({ summary: "Removes every piece of a sku from an open order", accepts }),
    async (c) => {
      const { orderId, sku } = c.req.param();
      return accept(c, new RemoveOrderItem({ orderId, sku }), at(orderId));
    },
  )
  .post(
    "/orders/:orderId/submit",
    operation({
      summary: "Submits an order: it is screened, reserved, paid and shipped, or cancelled",
      body: shapes.submission,
      accepts,
    }),
    async (c) => {
      const orderId = c.req.param("orderId");
      return accept(c, new SubmitOrder({ orderId, ...c.req.valid("json") }), at(orderId));
    },
  )
  .post(
    "/orders/:orderId/cancel",
    operation({ summary: "Cancels an order that has not been shipped", body: shapes.cancellation, accepts }),
    async (c) => {
      const orderId = c.req.param("orderId");
      return accept(c, new CancelOrder({ orderId, ...c.req.valid("json") }), at(orderId));
    },
  )
  .get(
    "/orders/:orderId",
    operation({ summary: "An order", query: { ...afterToken, ...atTime }, answers: answers.order }),
    async (c) => {
      const { row, version } = await view(c, orderSummary, c.req.param("orderId"), c.req.valid("query"));
      return c.json({ ...row, total: row.total ?? null, version });
    },
  )
  .get(
    "/orders/:orderId/events",
    operation({
      summary: "What has happened to an order, oldest first",
      description: "The facts themselves, from the journal; card, email and address are left out.",
      query: paging,
      answers: pageAnswer(fact),
    }),
    async (c) => c.json(await history(c, order, c.req.param("orderId"), { ...c.req.valid("query"), without })),
  );
