import * as z from "zod";
import { MOST_HELD, MOST_PRICE, MOST_QUANTITY } from "./domain/bounds.ts";

export const instrumentId = z.string().min(1).max(100);
/** Without spaces, so that trader and order make one key. */
const name = z.string().regex(/^[!-~]{1,100}$/, "is not 1 to 100 visible ASCII characters without spaces");
export const traderId = name;
/** Chosen by the trader's own system; one trader uses it once per instrument and day. */
export const orderId = name;
export const tradeId = z.string().min(1).max(200);
export const side = z.enum(["buy", "sell"]);
/** Units of the instrument's smallest decimal, so never a fraction; price × quantity stays a safe integer. */
export const price = z.int().min(1).max(MOST_PRICE);
export const quantity = z.int().min(1).max(MOST_QUANTITY);
export const held = z.int().min(0).max(MOST_HELD);
export const reason = z.string().min(1).max(200);
export const code = z.string().min(1).max(60);
export const time = z.iso.datetime();
export const currency = z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code of three capitals");
/** How many decimals the whole numbers of prices and cash have. */
export const decimals = z.int().min(0).max(8);
export const day = z.iso.date();
export const interval = z.enum(["1m", "1h", "1d"]);

export const timeInForce = z.enum(["day", "ioc", "fok"]);
export const orderType = z.enum(["limit", "market"]);

export const order = {
  instrumentId,
  orderId,
  traderId,
  side,
  type: orderType,
  timeInForce,
  quantity,
  /** Limit orders only. */
  price: price.optional(),
};

export const fatFingerBps = z.int().min(1).max(100_000);
/** T+n: whole days from trade to settlement; 0 settles at once. */
export const settlementDays = z.int().min(0).max(10);
export const closesAt = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time of day such as 17:30");

/** What a book refuses before it accepts: `fatFingerBps` is how far a limit may be from the reference price. */
const limits = z.object({
  maxQuantity: quantity,
  maxNotional: held,
  maxPosition: held,
  fatFingerBps,
});

export const listing = {
  instrumentId,
  currency,
  decimals,
  referencePrice: price,
  limits,
  settlementDays,
  /** When day orders end, UTC. */
  closesAt,
};

/** What a price is the price of: one trade, or a bar that somebody else has made. */
export const grain = z.enum(["tick", ...interval.options]);
const ohlc = { open: price, high: price, low: price, close: price, volume: held };

/** A tick is a bar whose four prices are one. */
export const marketPrice = z
  .object({
    at: time,
    interval: grain,
    ...ohlc,
    /** Orders and tells apart the prices of one time. */
    place: z.int().min(0).optional(),
    /** Of one's own trade, which is told once; others are told apart by what they say. */
    tradeId: tradeId.optional(),
  })
  .refine(({ open, high, low, close }) => low <= Math.min(open, close) && high >= Math.max(open, close), {
    error: "is not within low and high",
  });
export const bar = { interval, from: time, ...ohlc };

/** What a settlement moves: `price × quantity` one way, the quantity the other. */
export const trade = {
  tradeId,
  instrumentId,
  buyerId: traderId,
  sellerId: traderId,
  price,
  quantity,
  currency,
  decimals,
};
/** Which settlement of the trade it belongs to, where an earlier one was given up; absent: the first. */
export const attempt = z.int().min(2).optional();
/** One side of a trade, as an account sees it. */
export const leg = { traderId, tradeId, instrumentId, quantity, amount: z.int().min(1), attempt };

/** A settlement has two reservations, one on each side. */
export const reservationKey = { traderId, tradeId, side, attempt };
export const registration = {
  traderId,
  currency,
  decimals,
  cash: held,
  holdings: z.array(z.object({ instrumentId, quantity: held })).max(100),
};

/** What a trader is told of an order. */
export const confirmation = {
  traderId,
  instrumentId,
  orderId,
  what: z.enum(["accepted", "replaced", "rejected", "cancelled", "filled"]),
  side,
  quantity,
  price: price.optional(),
  /** What the order has left. */
  left: held.optional(),
  tradeId: tradeId.optional(),
  code: code.optional(),
  reason: reason.optional(),
  /** When it happened, and its number among the facts of the book. */
  at: time,
  version: z.int().min(1),
};

export type Interval = z.infer<typeof interval>;
export type Grain = z.infer<typeof grain>;
export type MarketPrice = z.infer<typeof marketPrice>;
export type Trade = z.infer<z.ZodObject<typeof trade>>;
export type Leg = z.infer<z.ZodObject<typeof leg>>;
export type Side = z.infer<typeof side>;
export type Order = z.infer<z.ZodObject<typeof order>>;
export type Listing = z.infer<z.ZodObject<typeof listing>>;
