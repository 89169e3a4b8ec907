import * as z from "zod";
import { command, document, event } from "../runtime/index.ts";
import {
  attempt,
  bar,
  code,
  confirmation,
  currency,
  day,
  decimals,
  held,
  instrumentId,
  leg,
  listing,
  marketPrice,
  order,
  orderId,
  price,
  quantity,
  reason,
  registration,
  reservationKey,
  side,
  time,
  trade,
  tradeId,
  traderId,
} from "./shapes.ts";

export type { Grain, Interval, Leg, Listing, MarketPrice, Order, Side, Trade } from "./shapes.ts";

// The book of an instrument
export class ListInstrument extends command("ListInstrument", listing) {}
export class PlaceTradeOrder extends command("PlaceTradeOrder", order) {}
export class CancelTradeOrder extends command("CancelTradeOrder", { instrumentId, orderId, traderId }) {}
export class ReplaceTradeOrder extends command(
  "ReplaceTradeOrder",
  { instrumentId, orderId, traderId, quantity, price },
  { docs: "`quantity` is the whole order's, what is filled of it included." },
) {}
export class HaltTrading extends command("HaltTrading", { instrumentId, reason }) {}
export class ResumeTrading extends command("ResumeTrading", { instrumentId }) {}
export class CloseTradingDay extends command("CloseTradingDay", { instrumentId, day }) {}
export class GetQuote extends command("GetQuote", { instrumentId }) {}

export class InstrumentListed extends event("InstrumentListed", listing, { public: true }) {}
export class TradeOrderAccepted extends event("TradeOrderAccepted", {
  ...order,
  /** The trading day it counts in. */
  day,
  /** It went into the book whole, at its price. */
  rests: z.boolean(),
}) {}
export class TradeOrderReplaced extends event("TradeOrderReplaced", {
  instrumentId,
  orderId,
  traderId,
  side,
  quantity,
  price,
  /** What is open of it now. */
  left: quantity,
  from: z.object({ price, left: quantity }),
  /** It stays where it was in the queue of its price. */
  keepsPlace: z.boolean(),
  /** What is left went into the book, at the new price. */
  rests: z.boolean(),
}) {}
export class TradeOrderRejected extends event("TradeOrderRejected", { ...order, code, reason }) {}
export class TradeOrderCancelled extends event("TradeOrderCancelled", {
  instrumentId,
  orderId,
  traderId,
  side,
  /** What was still open. */
  quantity,
  /** Where it lay in the book; absent if it was not there, or its day has closed. */
  price: price.optional(),
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
    decimals,
    settlesAt: time,
  },
  { public: true },
) {}
export class TradeOrderFilled extends event(
  "TradeOrderFilled",
  {
    instrumentId,
    orderId,
    traderId,
    tradeId,
    side,
    price,
    quantity,
    /** The whole order, and what it has left. */
    ordered: quantity,
    left: held,
    /** It lay in the book; the other side came. */
    maker: z.boolean(),
    /** What is left went into the book, at this limit. */
    restsAt: price.optional(),
  },
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
const prices = z.array(marketPrice);
export class RecordPrices extends command(
  "RecordPrices",
  { instrumentId, prices: prices.min(1).max(100) },
  { docs: "At most a hundred, since one commit holds every bar that they close." },
) {}
export class PricesRecorded extends event("PricesRecorded", {
  instrumentId,
  /** Those that were new. */
  prices,
  /** How many came when their bars were no longer kept, and how many had been recorded before. */
  late: z.int().min(0),
  repeated: z.int().min(0),
  /** The bars that stand open now. */
  open: z.array(z.object(bar)),
}) {}
export class QuoteChanged extends event("QuoteChanged", { instrumentId, last: price, at: time }, { public: true }) {}
export class BarClosed extends event(
  "BarClosed",
  { instrumentId, ...bar, revision: z.int().min(1) },
  { public: true, docs: "A higher revision corrects the bar: late prices belong to it." },
) {}

// The trader's account
export class RegisterTrader extends command("RegisterTrader", registration) {}
/** Milliseconds; by then its settlement has gone on or been given up, and a dead letter that is redriven reserves nothing. */
const reservationExpiry = { expiresAfter: 7 * 3_600_000 };
export class ReserveCash extends command("ReserveCash", { ...leg, currency, decimals }, reservationExpiry) {}
export class ReserveHoldings extends command("ReserveHoldings", { ...leg, currency, decimals }, reservationExpiry) {}
export class ReleaseTradeReservation extends command("ReleaseTradeReservation", reservationKey) {}
export class DeliverTrade extends command("DeliverTrade", reservationKey) {}

export class TraderRegistered extends event("TraderRegistered", registration) {}
export class CashReserved extends event("CashReserved", leg) {}
export class HoldingsReserved extends event("HoldingsReserved", leg) {}
export class TradeReservationReleased extends event("TradeReservationReleased", { ...leg, side }) {}
export class TradeReservationVoided extends event("TradeReservationVoided", reservationKey, {
  docs: "A release that found no reservation: one that still comes is rejected.",
}) {}
export class TradeDelivered extends event("TradeDelivered", { ...leg, side }) {}

// Settlement
export class SettleTrade extends command("SettleTrade", trade) {}
export class ConfirmSettlement extends command("ConfirmSettlement", { tradeId }) {}
export class FailSettlement extends command("FailSettlement", { tradeId, attempt, code, reason }) {}

export class SettlementBegun extends event("SettlementBegun", { ...trade, attempt }) {}
export class TradeSettled extends event("TradeSettled", trade, { public: true }) {}
export class SettlementFailed extends event(
  "SettlementFailed",
  { ...trade, attempt, code, reason },
  { public: true },
) {}

// The trader's feed
export class ConfirmationIssued extends event("ConfirmationIssued", confirmation) {}
