import { handle } from "../runtime/index.ts";
import { CloseTradingDay, TradeOrderCancelled, TradingDayClosed } from "./contracts.ts";
import { book, DAY_OVER, requireListed } from "./domain/book.ts";
import { closeDay } from "./domain/resting-orders.ts";

/** Cancellations in one commit, whose size is bounded. */
const MOST_CANCELLATIONS = 500;

/** Empties the book at once; the expired orders are then cancelled in portions, each sending for the next. */
export default handle(
  CloseTradingDay,
  { state: book, emits: [TradingDayClosed, TradeOrderCancelled], sends: [CloseTradingDay], hopLimit: 1_000 },
  ({ data }, state) => {
    const current = requireListed(state);
    const { instrumentId } = data;
    const closes = current.day === data.day;
    const { expired } = closes ? closeDay(current) : current;
    return [
      ...(closes ? [new TradingDayClosed(data)] : []),
      ...expired
        .slice(0, MOST_CANCELLATIONS)
        .map((each) => new TradeOrderCancelled({ instrumentId, ...each, code: DAY_OVER })),
      ...(expired.length > MOST_CANCELLATIONS ? [new CloseTradingDay(data)] : []),
    ];
  },
);
