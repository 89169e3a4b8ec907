import { Rejected } from "../../runtime/index.ts";
import { type OrderName, type Resting, restingAt, type Side } from "./levels.ts";
import { type Book, placeOf } from "./open-orders.ts";

/** An order that lies in the book, and where. */
export interface OpenOrder {
  readonly side: Side;
  readonly price: number;
  readonly order: Resting;
}

/** The trader's order in the book; refuses what is not there, and says whether it ever was. */
export function openOrder(book: Book, name: OrderName): OpenOrder {
  const place = placeOf(book, name);
  const order = place && restingAt(place.levels, place.side, place.price, name);
  if (order) return { side: place.side, price: place.price, order };
  if (place === null)
    throw new Rejected("order-not-open", "the order is filled or cancelled", {
      help: "look at the trader's confirmations",
    });
  throw new Rejected("unknown-order", "the trader has no such order today", {
    help: "name the order as its own trader named it when it was placed",
  });
}
