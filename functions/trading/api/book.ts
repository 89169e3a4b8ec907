import * as z from "zod";
import { afterToken, ask, assertRate, atTime, atVersion, operation, resource, view } from "../../runtime/edge/index.ts";
import bookDepth from "../book-depth.projection.ts";
import { GetQuote, Quote } from "../contracts.ts";
import { instrumentOf } from "./instrument.ts";

const levels = z
  .array(z.object({ price: z.int(), quantity: z.int(), orders: z.int() }))
  .describe("The best price first.");

const depth = z.object({
  instrumentId: z.string(),
  currency: z.string(),
  decimals: z.int().describe("How many decimals the integers of its prices stand for."),
  closesAt: z.string().describe("When day orders end, UTC."),
  halted: z.boolean(),
  last: z.int().nullable().describe("The price of the last trade."),
  bids: levels,
  asks: levels,
  version: z.int().describe("How many facts are in it."),
});

const quote = z.object({
  instrumentId: z.string(),
  bid: z.int().optional(),
  ask: z.int().optional(),
  last: z.int().optional(),
  halted: z.boolean(),
});

/** Milliseconds. */
const QUOTE_WITHIN = 5_000;
/** A question takes its turn among the orders, so there are no more than the book has room for. */
const QUOTES = { limit: 50, per: 1_000 };

export const book = resource()
  .get(
    "/instruments/:instrumentId/book",
    operation({
      summary: "An instrument's book, by price",
      description:
        "Facts of one batch share a time, so what a decision saw is told by `version`: the one before that of the first fact it led to, as the audit tells it; of a refused replacement or cancellation its own.",
      query: { ...afterToken, ...atTime, ...atVersion },
      answers: depth,
    }),
    async (c) => {
      const { row, version } = await view(c, bookDepth, c.req.param("instrumentId"), c.req.valid("query"));
      return c.json({ ...row, version });
    },
  )
  .get(
    "/instruments/:instrumentId/quote",
    operation({
      summary: "Asks the book itself for its best prices",
      description: "Answered in turn with the orders before it, and no older than its answer.",
      answers: quote,
    }),
    async (c) => {
      const instrumentId = c.req.param("instrumentId");
      await instrumentOf(c, instrumentId);
      await assertRate(c, { bucket: `quote/${instrumentId}`, ...QUOTES });
      return c.json(await ask(c, new GetQuote({ instrumentId }), Quote, { within: QUOTE_WITHIN }));
    },
  );
