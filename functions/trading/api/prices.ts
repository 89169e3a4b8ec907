import { acceptAll, afterToken, find, operation, resource, view } from "../../runtime/edge/index.ts";
import { RecordPrices } from "../contracts.ts";
import marketSummary from "../market-summary.projection.ts";
import { instrumentOf } from "./instrument.ts";
import { marketAnswers, marketShapes } from "./market-shapes.ts";
import { priceOf } from "./price-of.ts";

/** What one command takes, since one commit holds all that comes of it. */
const MOST_PER_COMMAND = 100;
const MOST_BYTES = 256 * 1024;

function batches<T>(items: readonly T[]): T[][] {
  const starts = Array.from(
    { length: Math.ceil(items.length / MOST_PER_COMMAND) },
    (_, index) => index * MOST_PER_COMMAND,
  );
  return starts.map((start) => items.slice(start, start + MOST_PER_COMMAND));
}

export const prices = resource()
  .post(
    "/instruments/:instrumentId/prices",
    operation({
      summary: "Records prices of an instrument: ticks, or bars of a minute, an hour or a day",
      description:
        "Each price counts in the bars of its own and every longer interval. Recorded twice it counts once; of two sources of one bar the coarser counts.",
      body: marketShapes.prices,
      bodyAtMost: MOST_BYTES,
      gzip: true,
      accepts: ["instrumentId"],
    }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      await instrumentOf(c, instrumentId);
      const all = c.req.valid("json").prices.map(priceOf);
      const location = `/instruments/${encodeURIComponent(instrumentId)}/prices`;
      const commands = batches(all).map((batch) => new RecordPrices({ instrumentId, prices: batch }));
      return acceptAll(c, commands, { location, ids: { instrumentId } });
    },
  )
  .get(
    "/instruments/:instrumentId/prices",
    operation({
      summary: "The newest price of an instrument, and how many were recorded",
      query: afterToken,
      answers: marketAnswers.summary,
    }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      const { decimals } = await instrumentOf(c, instrumentId);
      const { after } = c.req.valid("query");
      const row =
        after === undefined
          ? (await find(c, marketSummary, instrumentId))?.row
          : (await view(c, marketSummary, instrumentId, { after })).row;
      return c.json({ instrumentId, decimals, ...(row ?? marketSummary.initial) });
    },
  );
