import { handle } from "../runtime/index.ts";
import { CloseTradingDay, TradeOrderCancelled, TradingDayClosed } from "./contracts.ts";
import { book, DAY_OVER, listed } from "./domain/book.ts";
import { closed } from "./domain/open-orders.ts";

/** Cancellations in one commit, whose size is bounded. */
const MOST_TOLD = 500;

/** Empties the book at once; the traders are then told in portions, each sending for the next. */
export default handle(
  CloseTradingDay,
  { state: book, emits: [TradingDayClosed, TradeOrderCancelled], sends: [CloseTradingDay], hopLimit: 1_000 },
  ({ data }, state) => {
    const current = listed(state);
    const { instrumentId } = data;
    const closes = current.day === data.day;
    const { ended } = closes ? closed(current) : current;
    return [
      ...(closes ? [new TradingDayClosed(data)] : []),
      ...ended.slice(0, MOST_TOLD).map((each) => new TradeOrderCancelled({ instrumentId, ...each, code: DAY_OVER })),
      ...(ended.length > MOST_TOLD ? [new CloseTradingDay(data)] : []),
    ];
  },
);
