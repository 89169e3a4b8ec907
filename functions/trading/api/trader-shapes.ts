import * as z from "zod";
import { confirmation, currency, decimals, held, instrumentId, side, traderId } from "../shapes.ts";

/** What the bodies about traders look like; a field that is not named here is refused. */
export const traderShapes = {
  trader: z.strictObject({
    traderId: traderId
      .optional()
      .describe("Made here if absent. The same id with the same opening is the same trader."),
    currency,
    decimals: decimals.default(2).describe("As the instruments have that the trader trades."),
    cash: held.describe("In the smallest decimal."),
    holdings: z
      .array(z.strictObject({ instrumentId, quantity: held }))
      .max(100)
      .default([]),
  }),
};

const position = z.object({ held: z.int(), reserved: z.int().describe("What settlements under way will take.") });

/** What the reads about traders answer. */
export const traderAnswers = {
  positions: z.object({
    traderId: z.string(),
    currency: z.string(),
    decimals: z.int(),
    cash: position,
    holdings: z.record(z.string(), position).describe("By instrument."),
  }),
  confirmations: z.object({
    items: z.array(
      z.object({
        sequence: z.int().describe("Counts each trader's confirmations from 1, without a gap."),
        what: confirmation.what,
        instrumentId: z.string(),
        orderId: z.string(),
        side,
        quantity: z.int(),
        price: z.int().optional(),
        left: z.int().optional().describe("What the order has left."),
        tradeId: z.string().optional(),
        code: z.string().optional(),
        reason: z.string().optional(),
        at: z.iso.datetime().describe("When it happened."),
        version: z.int().describe("Its number among the facts of the book: their order, where they came in another."),
        issuedAt: z.iso.datetime(),
      }),
    ),
    after: z.int().describe("Ask with it for what follows."),
  }),
};
