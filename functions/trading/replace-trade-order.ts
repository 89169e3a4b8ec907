import { handle } from "../runtime/index.ts";
import {
  ReplaceTradeOrder,
  TradeExecuted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderReplaced,
} from "./contracts.ts";
import { book, requireListed } from "./domain/book.ts";
import { findOpenOrder } from "./domain/find-open-order.ts";
import { match } from "./domain/matching.ts";
import { outcomeOf } from "./domain/outcome.ts";
import { assertReplaceable } from "./domain/replacement.ts";
import { oppositeSide } from "./domain/resting-orders.ts";

/** A smaller quantity keeps the order's place; another price or a larger quantity makes it the last of its price, and it may trade at once. */
export default handle(
  ReplaceTradeOrder,
  { state: book, emits: [TradeOrderReplaced, TradeExecuted, TradeOrderFilled, TradeOrderCancelled] },
  ({ data, now }, state) => {
    const current = requireListed(state);
    const { instrumentId, orderId, traderId, price, quantity } = data;
    const resting = findOpenOrder(current, data);
    const { side, order } = resting;
    if (price === resting.price && quantity === order.ordered) return [];
    const { left: open, keepsPlace } = assertReplaceable(current, resting, data, now);
    const from = { price: resting.price, left: order.left };
    const replaced = { ...data, side, left: open, from };
    if (keepsPlace) return new TradeOrderReplaced({ ...replaced, keepsPlace, rests: false });
    const matched = match(oppositeSide(current, side), { traderId, side, price, quantity: open });
    const incoming = { instrumentId, orderId, traderId, side, price, ordered: quantity };
    const { rests, facts } = outcomeOf(current, { ...incoming, cancelCode: matched.stoppedBy }, matched, now);
    return [new TradeOrderReplaced({ ...replaced, keepsPlace, rests }), ...facts];
  },
);
