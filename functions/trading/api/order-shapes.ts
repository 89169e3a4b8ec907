import * as z from "zod";
import { MOST_HELD, MOST_PRICE, MOST_QUANTITY } from "../domain/bounds.ts";
import * as shapes from "../shapes.ts";

/** A whole number from 1; what is no number at all, or missing, is told in the usual words. */
const whole = (most: number) =>
  z
    .int({ error: ({ input }) => (typeof input === "number" ? `is not a whole number from 1 to ${most}` : undefined) })
    .min(1, "is not above zero")
    .max(most, `is above ${most}`);

const price = whole(MOST_PRICE).describe("In the instrument's smallest decimal.");
const quantity = whole(MOST_QUANTITY);
const { traderId } = shapes;
const mostHeld = z.int().min(1).max(MOST_HELD);

/** What the bodies and queries about orders look like; a field that is not named here is refused. */
export const orderShapes = {
  order: z.strictObject({
    orderId: shapes.orderId.describe(
      "The trader's own: the same id with the same body is the same order, within a trading day, unless it was refused.",
    ),
    traderId,
    side: shapes.side,
    type: shapes.orderType.default("limit"),
    timeInForce: shapes.timeInForce
      .default("day")
      .describe("Until the day's close; at once, the rest is cancelled; at once and whole, or not at all."),
    quantity,
    price: price.optional().describe("Limit orders only, in the instrument's smallest decimal."),
  }),
  replacement: z.strictObject({
    traderId,
    quantity: quantity.describe("The whole order's, what is filled of it included."),
    price,
  }),
  trader: { traderId: traderId.describe("Whose order it is.") },
  halt: z.strictObject({ reason: shapes.reason }),
  listing: z.strictObject({
    instrumentId: shapes.instrumentId,
    currency: shapes.currency,
    decimals: shapes.decimals.describe("How many decimals the integers of its prices stand for."),
    referencePrice: price.describe("What limits are judged by until the first trade."),
    limits: z.strictObject({
      maxQuantity: quantity,
      maxNotional: mostHeld.describe("What an order may be worth; a market order is worth what it would trade."),
      maxPosition: mostHeld,
      fatFingerBps: shapes.fatFingerBps.describe("How far an order may trade from the last trade, in basis points."),
    }),
    settlementDays: shapes.settlementDays.default(2),
    closesAt: shapes.closesAt.default("17:30").describe("When day orders end, UTC."),
  }),
};
