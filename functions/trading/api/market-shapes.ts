import * as z from "zod";
import { MOST_PRICE } from "../domain/bounds.ts";
import { grain, held, interval } from "../shapes.ts";

const price = z.int().min(1, "is not above zero").max(MOST_PRICE).describe("In the instrument's smallest decimal.");
const base = {
  at: z.iso.datetime({ offset: true, error: "is not a time such as 2026-01-31T12:00:00Z" }),
  interval: grain.default("tick"),
  volume: held.default(0),
  place: z.int().min(0).optional().describe("Orders and tells apart ticks of one time."),
};
const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: "is not a date or time such as 2026-01-31" })
  .transform((text) => Date.parse(text));

const MOST_PRICES = 500;

/** What the bodies and queries about prices look like. */
export const marketShapes = {
  prices: z.strictObject({
    prices: z
      .array(
        z.union([
          z.strictObject({ ...base, price }),
          z.strictObject({ ...base, open: price, high: price, low: price, close: price }),
        ]),
      )
      .min(1)
      .max(MOST_PRICES)
      .describe(
        "Oldest first. Each is a tick, or a bar that somebody has made; `price` alone stands for all four of it.",
      ),
  }),
  range: {
    interval,
    from: time.describe("The first bar begins then or later; a date is its beginning in UTC."),
    to: time.describe("The last bar begins before."),
  },
};

const bar = z.object({
  from: z.iso.datetime(),
  open: z.int(),
  high: z.int(),
  low: z.int(),
  close: z.int(),
  volume: z.int(),
  revision: z.int().describe("0 while it stands open; more than 1: late prices have corrected it."),
});

/** What the reads about prices answer. */
export const marketAnswers = {
  bars: z.object({ instrumentId: z.string(), interval, decimals: z.int(), items: z.array(bar) }),
  summary: z.object({
    instrumentId: z.string(),
    decimals: z.int(),
    last: z.int().nullable().describe("The newest price; null until there is one."),
    at: z.iso.datetime().nullable(),
    recorded: z.int(),
    late: z.int().describe("Left out, since their bars were no longer kept when they came."),
    repeated: z.int().describe("Left out, since they had been recorded before."),
    open: z.array(bar.omit({ revision: true }).extend({ interval })).describe("The bars that later prices will close."),
  }),
};
