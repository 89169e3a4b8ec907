import { Rejected, state } from "../../runtime/index.ts";
import {
  InstrumentListed,
  type Listing,
  TradeExecuted,
  TradeOrderAccepted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderRejected,
  TradeOrderReplaced,
  TradingDayClosed,
  TradingHalted,
  TradingResumed,
} from "../contracts.ts";
import { exposed } from "./exposure.ts";
import type { OrderName } from "./levels.ts";
import { type Book, closed, gone, reduced, rested } from "./open-orders.ts";
import { emptyTable } from "./table.ts";
import { noNames } from "./used-names.ts";

/** Why an order that its day's close has ended is cancelled. */
export const DAY_OVER = "day-over";

const initial: Book = {
  listing: null,
  halted: false,
  bids: [],
  asks: [],
  last: null,
  trades: 0,
  traders: emptyTable,
  places: emptyTable,
  gone: noNames,
  day: null,
  ended: [],
};

/** Traders are told in the order in which their orders ended. */
function told(book: Book, { traderId, orderId }: OrderName): Book {
  const [first] = book.ended;
  if (first?.orderId !== orderId || first.traderId !== traderId) return book;
  return { ...book, ended: book.ended.slice(1) };
}

export const book = state("book", {
  key: "instrumentId",
  from: [
    InstrumentListed,
    TradeOrderAccepted,
    TradeOrderReplaced,
    TradeOrderRejected,
    TradeOrderCancelled,
    TradeExecuted,
    TradeOrderFilled,
    TradingHalted,
    TradingResumed,
    TradingDayClosed,
  ],
  initial,
})({
  InstrumentListed: (current, listing) => ({ ...current, listing }),
  TradeOrderAccepted: (current, { side, price, quantity, rests, day, ...name }) => {
    const today = current.day === day ? current : { ...current, day };
    if (!rests || price === undefined) return gone(today, name);
    return rested(today, side, price, { ...name, ordered: quantity, left: quantity });
  },
  TradeOrderReplaced: (current, { side, price, quantity, left, from, keepsPlace, rests, ...name }) => {
    if (keepsPlace) return reduced(current, side, price, name, { by: from.left - left, left, ordered: quantity });
    const without = reduced(current, side, from.price, name, { by: from.left, left: 0 });
    return rests ? rested(without, side, price, { ...name, ordered: quantity, left }) : without;
  },
  TradeOrderRejected: (current) => current,
  TradeOrderCancelled: (current, { side, price, quantity, code, ...name }) => {
    if (code === DAY_OVER) return told(current, name);
    return price === undefined ? current : reduced(current, side, price, name, { by: quantity, left: 0 });
  },
  TradeExecuted: (current, { price }) => ({ ...current, last: price, trades: current.trades + 1 }),
  TradeOrderFilled: (current, { side, price, quantity, ordered, left, maker, restsAt, ...name }) => {
    const traded = { ...current, traders: exposed(current.traders, name, side, { quantity }) };
    if (maker) return reduced(traded, side, price, name, { by: quantity, left });
    return restsAt === undefined ? traded : rested(traded, side, restsAt, { ...name, ordered, left });
  },
  TradingHalted: (current) => ({ ...current, halted: true }),
  TradingResumed: (current) => ({ ...current, halted: false }),
  TradingDayClosed: (current) => closed(current),
});

/** A book whose instrument is listed. */
export type ListedBook = Book & { readonly listing: Listing };

/** Refuses whatever is asked of an instrument that nobody has listed. */
export function listed(current: Book): ListedBook {
  const { listing } = current;
  if (listing) return { ...current, listing };
  throw new Rejected("unknown-instrument", "there is no such instrument", { help: "list the instrument first" });
}
