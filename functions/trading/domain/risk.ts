import type { Order } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { exposureOf } from "./exposure.ts";
import type { Side } from "./levels.ts";
import type { Matched } from "./matching.ts";
import { openOrders, placeOf } from "./open-orders.ts";
import { remainderOf } from "./remainder.ts";

export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** What an order would put at stake. */
export interface Stake {
  readonly traderId: string;
  readonly side: Side;
  /** The whole order. */
  readonly ordered: number;
  /** What it adds to the trader's open orders. */
  readonly open: number;
  readonly price?: number | undefined;
}

type Check<T> = (book: ListedBook, about: T) => string | undefined;

const refusalBy =
  <T>(checks: Readonly<Record<string, Check<T>>>) =>
  (book: ListedBook, about: T): Refusal | undefined => {
    for (const [code, check] of Object.entries(checks)) {
      const reason = check(book, about);
      if (reason !== undefined) return { code, reason };
    }
    return undefined;
  };

const referenceOf = ({ last, listing }: ListedBook): number => last ?? listing.referencePrice;

/** Refuses what goes beyond the limits of the instrument; a market order counts at the reference price. */
export const beyondLimits = refusalBy<Stake>({
  "max-quantity": ({ listing: { limits } }, { ordered }) =>
    ordered > limits.maxQuantity ? `an order has at most ${limits.maxQuantity} pieces` : undefined,
  "fat-finger": (book, { price }) => {
    const reference = referenceOf(book);
    const { fatFingerBps } = book.listing.limits;
    if (price === undefined || Math.abs(price - reference) * 10_000 <= fatFingerBps * reference) return undefined;
    return `${price} is more than ${fatFingerBps} basis points from ${reference}`;
  },
  "max-notional": (book, { ordered, price = referenceOf(book) }) => {
    const { maxNotional } = book.listing.limits;
    return ordered * price > maxNotional ? `an order is worth at most ${maxNotional}` : undefined;
  },
  "max-position": ({ listing: { limits }, traders }, { traderId, side, open }) => {
    const { position, buying, selling } = exposureOf(traders, traderId);
    const most = side === "buy" ? position + buying + open : selling + open - position;
    if (most <= limits.maxPosition) return undefined;
    return `with all open orders filled the position would be ${most} of at most ${limits.maxPosition}`;
  },
});

const beyondShape = refusalBy<Order>({
  halted: ({ halted }) => (halted ? "trading is halted" : undefined),
  "order-id-in-use": (book, order) =>
    placeOf(book, order) === undefined ? undefined : "the trader has used this order id today",
  "market-with-price": (_, { type, price }) =>
    type === "market" && price !== undefined ? "a market order takes any price" : undefined,
  "limit-without-price": (_, { type, price }) =>
    type === "limit" && price === undefined ? "a limit order needs a price" : undefined,
});

/** So many orders lie in a book at most, each at a price of its own perhaps: its row and its snapshot must fit an item. */
const MOST_OPEN = 5_000;

const beyondMarket = (matched: Matched): Record<string, Check<Order>> => ({
  "empty-book": (_, { type }) =>
    type === "market" && matched.fills.length === 0 && matched.stopped === undefined
      ? "nobody is on the other side"
      : undefined,
  "fok-not-fillable": (_, { timeInForce }) =>
    timeInForce === "fok" && matched.left > 0 ? `${matched.left} of it cannot be filled at once` : undefined,
  "book-full": (book, order) =>
    matched.left > 0 && remainderOf(order, matched) === undefined && openOrders(book) >= MOST_OPEN
      ? `the book holds at most ${MOST_OPEN} open orders`
      : undefined,
});

/** Why an order is not accepted, the first reason that there is; `matched` is what it would meet. */
export function refusalOf(book: ListedBook, order: Order, matched: Matched): Refusal | undefined {
  const { traderId, side, price, quantity } = order;
  return (
    beyondShape(book, order) ??
    beyondLimits(book, { traderId, side, price, ordered: quantity, open: quantity }) ??
    refusalBy(beyondMarket(matched))(book, order)
  );
}
