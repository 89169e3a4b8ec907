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
import { executionsOf } from "./domain/executions.ts";
import { match } from "./domain/matching.ts";
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
    const { fills, left } = matched;
    const code = remainderOf(data, matched);
    const restsAt = left > 0 && code === undefined ? price : undefined;
    const name = { instrumentId, orderId, traderId };
    return [
      ...closing,
      new TradeOrderAccepted({ ...data, day, rests: restsAt !== undefined && fills.length === 0 }),
      ...executionsOf(current, { ...name, side, ordered: quantity, restsAt }, matched, now),
      ...(code === undefined ? [] : [new TradeOrderCancelled({ ...name, side, quantity: left, code })]),
      ...(current.day === null
        ? [later(new CloseTradingDay({ instrumentId, day }), { at: closeOf(day, closesAt) })]
        : []),
    ];
  },
);
