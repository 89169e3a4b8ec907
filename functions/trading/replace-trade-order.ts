import { handle } from "../runtime/index.ts";
import {
  ReplaceTradeOrder,
  TradeExecuted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderReplaced,
} from "./contracts.ts";
import { book, listed } from "./domain/book.ts";
import { match } from "./domain/matching.ts";
import { metBook } from "./domain/meeting.ts";
import { openOrder } from "./domain/open-order.ts";
import { opposite } from "./domain/open-orders.ts";
import { assertReplaceable } from "./domain/replacement.ts";

/** A smaller quantity keeps the order's place; another price or a larger quantity makes it the last of its price, and it may trade at once. */
export default handle(
  ReplaceTradeOrder,
  { state: book, emits: [TradeOrderReplaced, TradeExecuted, TradeOrderFilled, TradeOrderCancelled] },
  ({ data, now }, state) => {
    const current = listed(state);
    const { instrumentId, orderId, traderId, price, quantity } = data;
    const standing = openOrder(current, data);
    const { side, order } = standing;
    if (price === standing.price && quantity === order.ordered) return [];
    const { left: open, keepsPlace } = assertReplaceable(current, standing, data, now);
    const from = { price: standing.price, left: order.left };
    const replaced = { ...data, side, left: open, from };
    if (keepsPlace) return new TradeOrderReplaced({ ...replaced, keepsPlace, rests: false });
    const matched = match(opposite(current, side), { traderId, side, price, quantity: open });
    const meeting = { instrumentId, orderId, traderId, side, price, ordered: quantity };
    const { rests, facts } = metBook(current, { ...meeting, code: matched.stopped }, matched, now);
    return [new TradeOrderReplaced({ ...replaced, keepsPlace, rests }), ...facts];
  },
);
