import {
  accept,
  afterToken,
  afterVersion,
  type EdgeContext,
  feed,
  find,
  newId,
  operation,
  problem,
  resource,
  view,
} from "../../runtime/edge/index.ts";
import { ConfirmationIssued, RegisterTrader } from "../contracts.ts";
import { confirmations } from "../domain/confirmations.ts";
import positions, { type Positions } from "../positions.projection.ts";
import { traderAnswers, traderShapes } from "./trader-shapes.ts";

const unknown = () =>
  problem(404, "not-found", "There is nothing at this address", { detail: "There is no such trader." });

/** An account that was only ever asked for a reservation is nobody's. */
function registered(row: Positions | undefined): Positions {
  if (row && row.traderId !== "") return row;
  throw unknown();
}

async function assertRegistered(c: EdgeContext, traderId: string): Promise<void> {
  registered((await find(c, positions, traderId))?.row);
}

export const traders = resource()
  .post(
    "/traders",
    operation({
      summary: "Registers a trader, with opening cash and holdings",
      body: traderShapes.trader,
      accepts: ["traderId"],
    }),
    async (c) => {
      const opening = c.req.valid("json");
      const traderId = opening.traderId ?? newId(c);
      const location = `/traders/${encodeURIComponent(traderId)}/positions`;
      return accept(c, new RegisterTrader({ ...opening, traderId }), { location, ids: { traderId } });
    },
  )
  .get(
    "/traders/:traderId/positions",
    operation({ summary: "What a trader has", query: afterToken, answers: traderAnswers.positions }),
    async (c) => {
      const { row } = await view(c, positions, c.req.param("traderId"), c.req.valid("query"));
      return c.json(registered(row));
    },
  )
  .get(
    "/traders/:traderId/confirmations",
    operation({
      summary: "What has become of a trader's orders, from the first or after a sequence number",
      description: "A feed to be asked again and again: nothing in it changes, and none is left out.",
      query: afterVersion,
      answers: traderAnswers.confirmations,
    }),
    async (c) => {
      const traderId = c.req.param("traderId");
      const { items, after } = await feed(c, confirmations, traderId, c.req.valid("query"));
      if (items.length === 0) await assertRegistered(c, traderId);
      return c.json({
        items: items.map(({ version: sequence, time: issuedAt, data }) => {
          const { traderId: _, ...entry } = ConfirmationIssued.parse(data);
          return { sequence, ...entry, issuedAt };
        }),
        after,
      });
    },
  );
