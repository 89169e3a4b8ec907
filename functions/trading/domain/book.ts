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
import { withExposure } from "./exposure.ts";
import type { OrderKey } from "./levels.ts";
import { noKeys } from "./recent-keys.ts";
import { type Book, closeDay, endOrder, reduceOrder, restOrder } from "./resting-orders.ts";
import { emptyTable } from "./table.ts";

/** The code with which expired day orders are cancelled. */
export const DAY_OVER = "day-over";

const initial: Book = {
  listing: null,
  halted: false,
  bids: [],
  asks: [],
  last: null,
  tradeCount: 0,
  exposures: emptyTable,
  restingAt: emptyTable,
  endedOrders: noKeys,
  day: null,
  expired: [],
};

/** Expired orders are cancelled in the order in which they expired. */
function withoutExpired(book: Book, { traderId, orderId }: OrderKey): Book {
  const [first] = book.expired;
  if (first?.orderId !== orderId || first.traderId !== traderId) return book;
  return { ...book, expired: book.expired.slice(1) };
}

export const book = state("book", {
  key: "instrumentId",
  version: 2,
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
  TradeOrderAccepted: (current, { side, price, quantity, rests, day, ...key }) => {
    const today = current.day === day ? current : { ...current, day };
    if (!rests || price === undefined) return endOrder(today, key);
    return restOrder(today, side, price, { ...key, ordered: quantity, left: quantity });
  },
  TradeOrderReplaced: (current, { side, price, quantity, left, from, keepsPlace, rests, ...key }) => {
    if (keepsPlace) return reduceOrder(current, side, price, key, { by: from.left - left, left, ordered: quantity });
    const without = reduceOrder(current, side, from.price, key, { by: from.left, left: 0 });
    return rests ? restOrder(without, side, price, { ...key, ordered: quantity, left }) : without;
  },
  TradeOrderRejected: (current) => current,
  TradeOrderCancelled: (current, { side, price, quantity, code, ...key }) => {
    if (code === DAY_OVER) return withoutExpired(current, key);
    return price === undefined ? current : reduceOrder(current, side, price, key, { by: quantity, left: 0 });
  },
  TradeExecuted: (current, { price }) => ({ ...current, last: price, tradeCount: current.tradeCount + 1 }),
  TradeOrderFilled: (current, { side, price, quantity, ordered, left, maker, restsAt, ...key }) => {
    const traded = { ...current, exposures: withExposure(current.exposures, key, side, { traded: quantity }) };
    if (maker) return reduceOrder(traded, side, price, key, { by: quantity, left });
    return restsAt === undefined ? traded : restOrder(traded, side, restsAt, { ...key, ordered, left });
  },
  TradingHalted: (current) => ({ ...current, halted: true }),
  TradingResumed: (current) => ({ ...current, halted: false }),
  TradingDayClosed: (current) => closeDay(current),
});

/** A book whose instrument is listed. */
export type ListedBook = Book & { readonly listing: Listing };

/** The book of a listed instrument; throws Rejected for any other. */
export function requireListed(current: Book): ListedBook {
  const { listing } = current;
  if (listing) return { ...current, listing };
  throw new Rejected("unknown-instrument", "there is no such instrument", { help: "list the instrument first" });
}
