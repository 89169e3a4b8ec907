import type { Order } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { exposureOf } from "./exposure.ts";
import type { Side } from "./levels.ts";
import type { Match } from "./matching.ts";
import { locationOf, openOrderCount } from "./resting-orders.ts";
import { remainderCancelCode } from "./time-in-force.ts";

export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** What an order would add to its trader's exposure. */
export interface ProposedExposure {
  readonly traderId: string;
  readonly side: Side;
  /** The whole order. */
  readonly ordered: number;
  /** What it adds to the trader's open orders. */
  readonly open: number;
  /** The worst price at which it may trade; undefined if it cannot. */
  readonly price: number | undefined;
  /** What it may come to: price × quantity. */
  readonly worth: number;
}

type Check<T> = (book: ListedBook, about: T) => string | undefined;

const firstRefusal =
  <T>(checks: Readonly<Record<string, Check<T>>>) =>
  (book: ListedBook, about: T): Refusal | undefined => {
    for (const [code, check] of Object.entries(checks)) {
      const reason = check(book, about);
      if (reason !== undefined) return { code, reason };
    }
    return undefined;
  };

const referenceOf = ({ last, listing }: ListedBook): number => last ?? listing.referencePrice;

/** Refuses what goes beyond the limits of the instrument. */
export const limitRefusal = firstRefusal<ProposedExposure>({
  "max-quantity": ({ listing: { limits } }, { ordered }) =>
    ordered > limits.maxQuantity ? `an order has at most ${limits.maxQuantity} pieces` : undefined,
  "fat-finger": (book, { price }) => {
    const reference = referenceOf(book);
    const { fatFingerBps } = book.listing.limits;
    if (price === undefined || Math.abs(price - reference) * 10_000 <= fatFingerBps * reference) return undefined;
    return `${price} is more than ${fatFingerBps} basis points from ${reference}`;
  },
  "max-notional": ({ listing: { limits } }, { worth }) =>
    worth > limits.maxNotional ? `an order is worth at most ${limits.maxNotional}` : undefined,
  "max-position": ({ listing: { limits }, exposures }, { traderId, side, open }) => {
    const { position, openBuy, openSell } = exposureOf(exposures, traderId);
    const most = side === "buy" ? position + openBuy + open : openSell + open - position;
    if (most <= limits.maxPosition) return undefined;
    return `with all open orders filled the position would be ${most} of at most ${limits.maxPosition}`;
  },
});

const entryRefusal = firstRefusal<Order>({
  halted: ({ halted }) => (halted ? "trading is halted" : undefined),
  "order-id-in-use": (book, order) =>
    locationOf(book, order) === undefined ? undefined : "the trader has used this order id today",
  "market-with-price": (_, { type, price }) =>
    type === "market" && price !== undefined ? "a market order takes any price" : undefined,
  "limit-without-price": (_, { type, price }) =>
    type === "limit" && price === undefined ? "a limit order needs a price" : undefined,
});

/** Orders that may rest in a book, each at a price of its own perhaps: the row of its depth must fit an item, its snapshot 4 MB. */
const MOST_OPEN = 5_000;

const liquidityChecks = (match: Match): Record<string, Check<Order>> => ({
  "empty-book": (_, { type }) =>
    type === "market" && match.fills.length === 0 && match.stoppedBy === undefined
      ? "nobody is on the other side"
      : undefined,
  "fok-not-fillable": (_, { timeInForce }) =>
    timeInForce === "fok" && match.left > 0 ? `${match.left} of it cannot be filled at once` : undefined,
  "book-full": (book, order) =>
    match.left > 0 && remainderCancelCode(order, match) === undefined && openOrderCount(book) >= MOST_OPEN
      ? `the book holds at most ${MOST_OPEN} open orders`
      : undefined,
});

/** A market order has the price of its worst fill and is worth what its fills come to, since its rest is cancelled. */
const priceAndWorth = ({ price, quantity }: Order, { fills }: Match) =>
  price === undefined
    ? { price: fills.at(-1)?.price, worth: fills.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) }
    : { price, worth: price * quantity };

/** Why an order is not accepted, the first reason that there is; `match` is how it would be filled. */
export function refusalOf(book: ListedBook, order: Order, match: Match): Refusal | undefined {
  const { traderId, side, quantity } = order;
  return (
    entryRefusal(book, order) ??
    limitRefusal(book, { traderId, side, ordered: quantity, open: quantity, ...priceAndWorth(order, match) }) ??
    firstRefusal(liquidityChecks(match))(book, order)
  );
}
