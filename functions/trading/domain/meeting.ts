import { TradeOrderCancelled } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { executionsOf, type Incoming } from "./executions.ts";
import type { Matched } from "./matching.ts";

interface Meeting extends Omit<Incoming, "restsAt"> {
  readonly price?: number | undefined;
  /** Why what is left does not go into the book; absent if it does. */
  readonly code: string | undefined;
}

/** What becomes of an order that has met the book: whether it rests there whole, and the facts of its trades and of what is cancelled of it. */
export function metBook(book: ListedBook, { price, code, ...order }: Meeting, matched: Matched, now: string) {
  const { fills, left } = matched;
  const { instrumentId, orderId, traderId, side } = order;
  const restsAt = left > 0 && code === undefined ? price : undefined;
  const rest =
    code === undefined
      ? []
      : [new TradeOrderCancelled({ instrumentId, orderId, traderId, side, quantity: left, code })];
  return {
    rests: restsAt !== undefined && fills.length === 0,
    facts: [...executionsOf(book, { ...order, restsAt }, matched, now), ...rest],
  };
}
