import { handle, later } from "../runtime/index.ts";
import {
  CloseTradingDay,
  PlaceTradeOrder,
  TradeExecuted,
  TradeOrderAccepted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderRejected,
  TradingDayClosed,
} from "./contracts.ts";
import { book, type ListedBook, requireListed } from "./domain/book.ts";
import { closeTime, tradingDay } from "./domain/calendar.ts";
import { match } from "./domain/matching.ts";
import { outcomeOf } from "./domain/outcome.ts";
import { closeDay, oppositeSide } from "./domain/resting-orders.ts";
import { refusalOf } from "./domain/risk.ts";
import { remainderCancelCode } from "./domain/time-in-force.ts";

/** A day that is over by the clock ends before anything of the next, even if the command that closes it is late. */
function closePastDay(book: ListedBook, instrumentId: string, today: string) {
  const { day } = book;
  if (day === null || day === today) return { current: book, closing: [] };
  const current = { ...book, ...closeDay(book), listing: book.listing };
  return {
    current,
    closing: [new TradingDayClosed({ instrumentId, day }), new CloseTradingDay({ instrumentId, day })],
  };
}

/** Refused for a reason that the trader is told, or accepted, and then matched at once: all of it is one commit. */
export default handle(
  PlaceTradeOrder,
  {
    state: book,
    emits: [
      TradeOrderAccepted,
      TradeOrderRejected,
      TradeExecuted,
      TradeOrderFilled,
      TradeOrderCancelled,
      TradingDayClosed,
    ],
    sends: [CloseTradingDay],
  },
  ({ data, now }, state) => {
    const { instrumentId, orderId, traderId, side, price, quantity } = data;
    const before = requireListed(state);
    const { closesAt } = before.listing;
    const day = tradingDay(now, closesAt);
    const { current, closing } = closePastDay(before, instrumentId, day);
    const matched = match(oppositeSide(current, side), { traderId, side, price, quantity });
    const refusal = refusalOf(current, data, matched);
    if (refusal) return [...closing, new TradeOrderRejected({ ...data, ...refusal })];
    const incoming = { instrumentId, orderId, traderId, side, price, ordered: quantity };
    const { rests, facts } = outcomeOf(
      current,
      { ...incoming, cancelCode: remainderCancelCode(data, matched) },
      matched,
      now,
    );
    return [
      ...closing,
      new TradeOrderAccepted({ ...data, day, rests }),
      ...facts,
      ...(current.day === null
        ? [later(new CloseTradingDay({ instrumentId, day }), { at: closeTime(day, closesAt) })]
        : []),
    ];
  },
);
