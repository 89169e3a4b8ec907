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
import { book, type ListedBook, listed } from "./domain/book.ts";
import { match } from "./domain/matching.ts";
import { metBook } from "./domain/meeting.ts";
import { closed, opposite } from "./domain/open-orders.ts";
import { remainderOf } from "./domain/remainder.ts";
import { refusalOf } from "./domain/risk.ts";
import { closeOf, tradingDay } from "./domain/session.ts";

/** A day that is over by the clock ends before anything of the next, even if the command that closes it is late. */
function closingBefore(standing: ListedBook, instrumentId: string, today: string) {
  const { day } = standing;
  if (day === null || day === today) return { current: standing, closing: [] };
  const current = { ...standing, ...closed(standing), listing: standing.listing };
  return {
    current,
    closing: [new TradingDayClosed({ instrumentId, day }), new CloseTradingDay({ instrumentId, day })],
  };
}

/** Refused for a reason that the trader is told, or accepted, and then met with the other side at once: all of it is one commit. */
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
    const standing = listed(state);
    const { closesAt } = standing.listing;
    const day = tradingDay(now, closesAt);
    const { current, closing } = closingBefore(standing, instrumentId, day);
    const matched = match(opposite(current, side), { traderId, side, price, quantity });
    const refusal = refusalOf(current, data, matched);
    if (refusal) return [...closing, new TradeOrderRejected({ ...data, ...refusal })];
    const meeting = { instrumentId, orderId, traderId, side, price, ordered: quantity };
    const { rests, facts } = metBook(current, { ...meeting, code: remainderOf(data, matched) }, matched, now);
    return [
      ...closing,
      new TradeOrderAccepted({ ...data, day, rests }),
      ...facts,
      ...(current.day === null
        ? [later(new CloseTradingDay({ instrumentId, day }), { at: closeOf(day, closesAt) })]
        : []),
    ];
  },
);
