import type { Listing } from "../contracts.ts";
import { type Exposure, exposed } from "./exposure.ts";
import { added, changed, type Levels, type OrderName, type Resting, type Side } from "./levels.ts";
import { emptyTable, mapTable, type Table, valueAt, withoutKey, withValue } from "./table.ts";
import { isUsed, noNames, type UsedNames, withUsed } from "./used-names.ts";

/** An order that its day's close has taken out of the book, and whose trader has not been told yet. */
export interface Ended extends OrderName {
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
  /** Trades so far. */
  readonly trades: number;
  readonly traders: Table<Exposure>;
  /** Where each order lies in the book, by trader and id: its price, below zero for a sale. */
  readonly places: Table<number>;
  /** Orders of the day that lie there no more, or never did. */
  readonly gone: UsedNames;
  /** The trading day under way; null until its first order is accepted. */
  readonly day: string | null;
  readonly ended: readonly Ended[];
}

const keyOf = ({ traderId, orderId }: OrderName): string => `${traderId} ${orderId}`;
const sideOf = (book: Book, side: Side): Levels => (side === "buy" ? book.bids : book.asks);
const withSide = (book: Book, side: Side, levels: Levels): Book =>
  side === "buy" ? { ...book, bids: levels } : { ...book, asks: levels };

/** What an order on `side` meets. */
export const opposite = (book: Book, side: Side): Levels => (side === "buy" ? book.asks : book.bids);

/** Where an order lies in the book; null if it did and has gone, undefined if none of that name is known. */
export function placeOf(
  book: Book,
  name: OrderName,
): { readonly side: Side; readonly price: number; readonly levels: Levels } | null | undefined {
  const place = valueAt(book.places, keyOf(name));
  if (place === undefined) return isUsed(book.gone, keyOf(name)) ? null : undefined;
  const side = place > 0 ? "buy" : "sell";
  return { side, price: Math.abs(place), levels: sideOf(book, side) };
}

/** How many orders lie in the book. */
export const openOrders = ({ places }: Book): number => places.reduce((sum, bucket) => sum + bucket.length, 0);

/** The order is not in the book, and its id is used. */
export const gone = (book: Book, name: OrderName): Book => ({
  ...book,
  places: withoutKey(book.places, keyOf(name)),
  gone: withUsed(book.gone, keyOf(name)),
});

/** An order goes into the book. */
export function rested(book: Book, side: Side, price: number, { orderId, traderId, ordered, left }: Resting): Book {
  const levels = added(sideOf(book, side), side, price, { orderId, traderId, ordered, left });
  const traders = exposed(book.traders, { traderId }, side, { open: left });
  const places = withValue(book.places, keyOf({ orderId, traderId }), side === "buy" ? price : -price);
  return { ...withSide(book, side, levels), traders, places };
}

/** An order in the book has less open; with nothing left, it leaves. For one that is not there nothing changes. */
export function reduced(
  book: Book,
  side: Side,
  price: number,
  name: OrderName,
  { by, ...change }: { readonly by: number; readonly left: number; readonly ordered?: number },
): Book {
  const standing = sideOf(book, side);
  const levels = changed(standing, side, price, name, change);
  if (levels === standing) return book;
  const there = { ...withSide(book, side, levels), traders: exposed(book.traders, name, side, { open: -by }) };
  return change.left === 0 ? gone(there, name) : there;
}

const endedOn = (side: Side, levels: Levels): Ended[] =>
  levels
    .flatMap(({ orders }) => orders)
    .map(({ orderId, traderId, left }) => ({ orderId, traderId, side, quantity: left }));

/** The book after its day: empty, with nothing kept of the day but positions and whom to tell. */
export const closed = (book: Book): Book => ({
  ...book,
  bids: [],
  asks: [],
  traders: mapTable(book.traders, ({ position }) => (position === 0 ? undefined : { position, buying: 0, selling: 0 })),
  places: emptyTable,
  gone: noNames,
  day: null,
  ended: [...book.ended, ...endedOn("buy", book.bids), ...endedOn("sell", book.asks)],
});
