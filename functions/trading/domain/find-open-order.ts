import { Rejected } from "../../runtime/index.ts";
import type { CancelTradeOrder, ReplaceTradeOrder } from "../contracts.ts";
import { orderAt, type RestingOrder, type Side } from "./levels.ts";
import { type Book, locationOf } from "./resting-orders.ts";

/** An order that rests in the book, and where. */
export interface OpenOrder {
  readonly side: Side;
  readonly price: number;
  readonly order: RestingOrder;
}

type Asked = CancelTradeOrder["data"] | ReplaceTradeOrder["data"];

/** The trader's resting order; throws Rejected, with another code if it has ended than if there is none. */
export function findOpenOrder(book: Book, asked: Asked): OpenOrder {
  const location = locationOf(book, asked);
  const order = location && orderAt(location.levels, location.side, location.price, asked);
  if (order) return { side: location.side, price: location.price, order };
  if (location === null)
    throw new Rejected("order-not-open", "the order is filled or cancelled", {
      help: "look at the trader's confirmations",
      about: asked,
    });
  throw new Rejected("unknown-order", "the trader has no such order today", {
    help: "name the order as its own trader named it when it was placed",
    about: asked,
  });
}
