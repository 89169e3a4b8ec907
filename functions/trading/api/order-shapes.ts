import * as z from "zod";

/** A whole number from 1; what is no number at all, or missing, is told in the usual words. */
const whole = (most: number) =>
  z
    .int({ error: ({ input }) => (typeof input === "number" ? `is not a whole number from 1 to ${most}` : undefined) })
    .min(1, "is not above zero")
    .max(most, `is above ${most}`);
const name = z.string().regex(/^[!-~]{1,100}$/, "is not 1 to 100 visible ASCII characters without spaces");

const price = whole(10_000_000_000).describe("In the instrument's smallest decimal.");
const quantity = whole(900_000);
const traderId = name;

/** What the bodies and queries about orders look like; a field that is not named here is refused. */
export const orderShapes = {
  order: z.strictObject({
    orderId: name.describe("The trader's own: the same id with the same body is the same order, within a trading day."),
    traderId,
    side: z.enum(["buy", "sell"]),
    type: z.enum(["limit", "market"]).default("limit"),
    timeInForce: z
      .enum(["day", "ioc", "fok"])
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
  halt: z.strictObject({ reason: z.string().min(1).max(200) }),
  listing: z.strictObject({
    instrumentId: z.string().min(1).max(100),
    currency: z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code of three capitals"),
    decimals: z.int().min(0).max(8).describe("How many decimals the integers of its prices stand for."),
    referencePrice: price.describe("What limits are judged by until the first trade."),
    limits: z.strictObject({
      maxQuantity: quantity,
      maxNotional: z.int().min(1).max(4_000_000_000_000_000),
      maxPosition: z.int().min(1).max(4_000_000_000_000_000),
      fatFingerBps: z
        .int()
        .min(1)
        .max(100_000)
        .describe("How far a limit may be from the last trade, in basis points."),
    }),
    settlementDays: z.int().min(0).max(10).default(2),
    closesAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time of day such as 17:30")
      .default("17:30")
      .describe("When day orders end, UTC."),
  }),
};
