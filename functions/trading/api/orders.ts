import { accept, type EdgeContext, find, operation, problem, resource } from "../../runtime/edge/index.ts";
import { CancelTradeOrder, PlaceTradeOrder, ReplaceTradeOrder, TradeOrderRejected } from "../contracts.ts";
import { tradingDay } from "../domain/calendar.ts";
import positions, { type Positions } from "../positions.projection.ts";
import { bookOf, instrumentOf, type Terms } from "./instrument.ts";
import { orderShapes } from "./order-shapes.ts";

const accepts = ["instrumentId", "orderId"];

async function traderOf(c: EdgeContext, traderId: string): Promise<Positions> {
  const row = (await find(c, positions, traderId))?.row;
  if (row && row.traderId !== "") return row;
  throw problem(422, "trader-unknown", "There is no such trader", {
    detail: "Register the trader first.",
    errors: [{ field: "traderId", reason: "is not registered" }],
  });
}

/** Whoever could never settle does not trade. */
function assertSameCurrency(trader: Positions, { currency, decimals }: Terms): void {
  if (trader.currency === currency && trader.decimals === decimals) return;
  throw problem(422, "currency-differs", "The trader's account is kept otherwise", {
    detail: `The instrument is traded in ${currency} with ${decimals} decimals.`,
    errors: [{ field: "traderId", reason: "has an account in another currency, or with other decimals" }],
  });
}

const dayOf = (c: EdgeContext, { closesAt }: Terms): string =>
  tradingDay(new Date(c.var.edge.ports.clock.now()).toISOString(), closesAt);

export const orders = resource()
  .post(
    "/instruments/:instrumentId/orders",
    operation({
      summary: "Places an order",
      description:
        "Whether it was accepted, filled or refused is told by the trader's confirmations; the book shows what is open. The id of a refused order may be used again.",
      body: orderShapes.order,
      accepts,
    }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      const order = c.req.valid("json");
      const { orderId, traderId } = order;
      const [instrument, trader] = await Promise.all([instrumentOf(c, instrumentId), traderOf(c, traderId)]);
      assertSameCurrency(trader, instrument);
      const once = [dayOf(c, instrument), traderId, orderId].join(" ");
      const command = new PlaceTradeOrder({ instrumentId, ...order });
      return accept(c, command, bookOf(instrumentId, { orderId }), { once, freedBy: [TradeOrderRejected] });
    },
  )
  .put(
    "/instruments/:instrumentId/orders/:orderId",
    operation({
      summary: "Replaces price and quantity of an open order",
      description: "Less at the same price keeps its place; anything else makes it the last at its price.",
      body: orderShapes.replacement,
      accepts,
    }),
    async (c) => {
      const { instrumentId, orderId } = c.req.param();
      await instrumentOf(c, instrumentId);
      const command = new ReplaceTradeOrder({ instrumentId, orderId, ...c.req.valid("json") });
      return accept(c, command, bookOf(instrumentId, { orderId }));
    },
  )
  .delete(
    "/instruments/:instrumentId/orders/:orderId",
    operation({ summary: "Cancels an open order", query: orderShapes.trader, accepts }),
    async (c) => {
      const { instrumentId, orderId } = c.req.param();
      await instrumentOf(c, instrumentId);
      const { traderId } = c.req.valid("query");
      return accept(c, new CancelTradeOrder({ instrumentId, orderId, traderId }), bookOf(instrumentId, { orderId }));
    },
  );
