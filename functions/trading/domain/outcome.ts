import { TradeOrderCancelled } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { executionsOf, type IncomingOrder } from "./executions.ts";
import type { Match } from "./matching.ts";

interface MatchedOrder extends Omit<IncomingOrder, "restsAt"> {
  readonly price?: number | undefined;
  /** Why its remainder is cancelled; absent if it rests. */
  readonly cancelCode: string | undefined;
}

/** Whether an order rests whole, and the facts of its fills and of the cancellation of its remainder. */
export function outcomeOf(book: ListedBook, { price, cancelCode, ...order }: MatchedOrder, match: Match, now: string) {
  const { fills, left } = match;
  const { instrumentId, orderId, traderId, side } = order;
  const restsAt = left > 0 && cancelCode === undefined ? price : undefined;
  const cancelled =
    cancelCode === undefined
      ? []
      : [new TradeOrderCancelled({ instrumentId, orderId, traderId, side, quantity: left, code: cancelCode })];
  return {
    rests: restsAt !== undefined && fills.length === 0,
    facts: [...executionsOf(book, { ...order, restsAt }, match, now), ...cancelled],
  };
}
