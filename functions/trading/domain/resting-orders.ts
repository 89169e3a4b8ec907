import type { Listing } from "../contracts.ts";
import { type Exposure, withExposure } from "./exposure.ts";
import { addOrder, changeOrder, type Levels, type OrderKey, type RestingOrder, type Side } from "./levels.ts";
import { hasKey, noKeys, type RecentKeys, withKey } from "./recent-keys.ts";
import { emptyTable, mapTable, type Table, valueAt, withoutKey, withValue } from "./table.ts";

/** A day order that the close took out of the book; the cancellation that tells its trader is still to come. */
export interface ExpiredOrder extends OrderKey {
  readonly side: Side;
  readonly quantity: number;
}

export interface Book {
  /** Null until the instrument is listed. */
  readonly listing: Listing | null;
  readonly halted: boolean;
  readonly bids: Levels;
  readonly asks: Levels;
  /** The price of the last trade. */
  readonly last: number | null;
  readonly tradeCount: number;
  /** By trader. */
  readonly exposures: Table<Exposure>;
  /** The price at which each order rests, by order key: negative on the sell side. */
  readonly restingAt: Table<number>;
  /** Orders of the day that are filled, cancelled, or never rested: their ids are used. */
  readonly endedOrders: RecentKeys;
  /** The trading day under way; null until its first order is accepted. */
  readonly day: string | null;
  /** Oldest first. */
  readonly expired: readonly ExpiredOrder[];
}

const keyOf = ({ traderId, orderId }: OrderKey): string => `${traderId} ${orderId}`;
const sideOf = (book: Book, side: Side): Levels => (side === "buy" ? book.bids : book.asks);
const withSide = (book: Book, side: Side, levels: Levels): Book =>
  side === "buy" ? { ...book, bids: levels } : { ...book, asks: levels };

/** The levels that an order on `side` trades against. */
export const oppositeSide = (book: Book, side: Side): Levels => (side === "buy" ? book.asks : book.bids);

/** Where an order rests; null if it has ended, undefined if no order of the day has this key. */
export function locationOf(
  book: Book,
  key: OrderKey,
): { readonly side: Side; readonly price: number; readonly levels: Levels } | null | undefined {
  const signedPrice = valueAt(book.restingAt, keyOf(key));
  if (signedPrice === undefined) return hasKey(book.endedOrders, keyOf(key)) ? null : undefined;
  const side = signedPrice > 0 ? "buy" : "sell";
  return { side, price: Math.abs(signedPrice), levels: sideOf(book, side) };
}

export const openOrderCount = ({ restingAt }: Book): number =>
  restingAt.reduce((sum, bucket) => sum + bucket.length, 0);

/** Its id stays used for the rest of the day. */
export const endOrder = (book: Book, key: OrderKey): Book => ({
  ...book,
  restingAt: withoutKey(book.restingAt, keyOf(key)),
  endedOrders: withKey(book.endedOrders, keyOf(key)),
});

/** The order joins the queue of its price. */
export function restOrder(
  book: Book,
  side: Side,
  price: number,
  { orderId, traderId, ordered, left }: RestingOrder,
): Book {
  const levels = addOrder(sideOf(book, side), side, price, { orderId, traderId, ordered, left });
  const exposures = withExposure(book.exposures, { traderId }, side, { open: left });
  const restingAt = withValue(book.restingAt, keyOf({ orderId, traderId }), side === "buy" ? price : -price);
  return { ...withSide(book, side, levels), exposures, restingAt };
}

/** The resting order has `by` less open; with nothing left it ends. For an order that does not rest there nothing changes. */
export function reduceOrder(
  book: Book,
  side: Side,
  price: number,
  key: OrderKey,
  { by, ...change }: { readonly by: number; readonly left: number; readonly ordered?: number },
): Book {
  const before = sideOf(book, side);
  const levels = changeOrder(before, side, price, key, change);
  if (levels === before) return book;
  const reduced = {
    ...withSide(book, side, levels),
    exposures: withExposure(book.exposures, key, side, { open: -by }),
  };
  return change.left === 0 ? endOrder(reduced, key) : reduced;
}

const expire = (side: Side, levels: Levels): ExpiredOrder[] =>
  levels
    .flatMap(({ orders }) => orders)
    .map(({ orderId, traderId, left }) => ({ orderId, traderId, side, quantity: left }));

/** The book after its day: empty, with nothing kept of the day but positions and the orders that expired. */
export const closeDay = (book: Book): Book => ({
  ...book,
  bids: [],
  asks: [],
  exposures: mapTable(book.exposures, ({ position }) =>
    position === 0 ? undefined : { position, openBuy: 0, openSell: 0 },
  ),
  restingAt: emptyTable,
  endedOrders: noKeys,
  day: null,
  expired: [...book.expired, ...expire("buy", book.bids), ...expire("sell", book.asks)],
});
