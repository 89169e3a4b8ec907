import * as z from "zod";
import { command, document, event } from "../runtime/index.ts";

const id = z.string().min(1).max(100);
const instrumentId = id;
const traderId = id;
/** Chosen by the trader's own system; one trader uses it once per instrument and day. */
const orderId = id;
const tradeId = z.string().min(1).max(200);
const side = z.enum(["buy", "sell"]);
/** Units of the instrument's smallest decimal, so never a fraction; price × quantity stays a safe integer. */
const price = z.int().min(1).max(10_000_000_000);
const quantity = z.int().min(1).max(900_000);
const cash = z.int().min(0).max(4_000_000_000_000_000);
const held = z.int().min(0).max(4_000_000_000_000_000);
const reason = z.string().min(1).max(200);
const code = z.string().min(1).max(60);
const time = z.iso.datetime();
const currency = z.string().regex(/^[A-Z]{3}$/);
const day = z.iso.date();
const interval = z.enum(["1m", "1h", "1d"]);

const order = {
  instrumentId,
  orderId,
  traderId,
  side,
  type: z.enum(["limit", "market"]),
  timeInForce: z.enum(["day", "ioc", "fok"]),
  quantity,
  /** Limit orders only. */
  price: price.optional(),
};

/** What a book refuses before it accepts: `fatFingerBps` is how far a limit may be from the reference price. */
const limits = z.object({
  maxQuantity: quantity,
  maxNotional: cash,
  maxPosition: held,
  fatFingerBps: z.int().min(1).max(1_000_000),
});

const listing = {
  instrumentId,
  currency,
  decimals: z.int().min(0).max(8),
  referencePrice: price,
  limits,
  /** T+n: whole days from trade to settlement; 0 settles at once. */
  settlementDays: z.int().min(0).max(10),
  /** When day orders end, UTC. */
  closesAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
};

// The book of an instrument
export class ListInstrument extends command("ListInstrument", listing) {}
export class PlaceTradeOrder extends command("PlaceTradeOrder", order) {}
export class CancelTradeOrder extends command("CancelTradeOrder", { instrumentId, orderId, traderId }) {}
export class ReplaceTradeOrder extends command("ReplaceTradeOrder", {
  instrumentId,
  orderId,
  traderId,
  quantity,
  price,
}) {}
export class HaltTrading extends command("HaltTrading", { instrumentId, reason }) {}
export class ResumeTrading extends command("ResumeTrading", { instrumentId }) {}
export class CloseTradingDay extends command("CloseTradingDay", { instrumentId, day }) {}
export class GetQuote extends command("GetQuote", { instrumentId }) {}

export class InstrumentListed extends event("InstrumentListed", listing, { public: true }) {}
export class TradeOrderAccepted extends event("TradeOrderAccepted", order) {}
export class TradeOrderReplaced extends event("TradeOrderReplaced", {
  instrumentId,
  orderId,
  traderId,
  quantity,
  price,
}) {}
export class TradeOrderRejected extends event("TradeOrderRejected", { ...order, code, reason }) {}
export class TradeOrderCancelled extends event("TradeOrderCancelled", {
  instrumentId,
  orderId,
  traderId,
  /** What was still open. */
  quantity,
  code,
}) {}
export class TradeExecuted extends event(
  "TradeExecuted",
  {
    instrumentId,
    tradeId,
    price,
    quantity,
    aggressor: side,
    buyOrderId: orderId,
    sellOrderId: orderId,
    buyerId: traderId,
    sellerId: traderId,
    /** What each order has left. */
    buyLeft: held,
    sellLeft: held,
    currency,
    settlesAt: time,
  },
  { public: true },
) {}
export class TradeOrderFilled extends event(
  "TradeOrderFilled",
  { instrumentId, orderId, traderId, tradeId, side, price, quantity, left: held },
  { docs: "One side of a trade, for the trader whose order it is." },
) {}
export class TradingHalted extends event("TradingHalted", { instrumentId, reason }, { public: true }) {}
export class TradingResumed extends event("TradingResumed", { instrumentId }, { public: true }) {}
export class TradingDayClosed extends event("TradingDayClosed", { instrumentId, day }) {}

export class Quote extends document("Quote", {
  instrumentId,
  bid: price.optional(),
  ask: price.optional(),
  last: price.optional(),
  halted: z.boolean(),
}) {}

// The market's prices
const ohlc = { open: price, high: price, low: price, close: price, volume: held };
export class RecordPrices extends command("RecordPrices", {
  instrumentId,
  /** Oldest first; a tick is a bar whose four prices are one. */
  prices: z
    .array(z.object({ at: time, interval: z.enum(["tick", "1m", "1h", "1d"]), ...ohlc }))
    .min(1)
    .max(500),
}) {}
export class QuoteChanged extends event("QuoteChanged", { instrumentId, last: price, at: time }, { public: true }) {}
export class BarClosed extends event(
  "BarClosed",
  { instrumentId, interval, from: time, ...ohlc, revision: z.int().min(1) },
  { public: true },
) {}

// The trader's account
export class RegisterTrader extends command("RegisterTrader", {
  traderId,
  currency,
  cash,
  holdings: z.array(z.object({ instrumentId, quantity })).max(100),
}) {}
export class TraderRegistered extends event("TraderRegistered", {
  traderId,
  currency,
  cash,
  holdings: z.array(z.object({ instrumentId, quantity })),
}) {}

// Settlement
const trade = { tradeId, instrumentId, buyerId: traderId, sellerId: traderId, price, quantity, currency };
export class SettleTrade extends command("SettleTrade", trade) {}
export class TradeSettled extends event("TradeSettled", trade, { public: true }) {}
export class SettlementFailed extends event("SettlementFailed", { ...trade, code, reason }, { public: true }) {}
