import { handle, Rejected } from "../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged, RecordPrices } from "./contracts.ts";
import { classifyPrices } from "./domain/classify-prices.ts";
import { market } from "./domain/market.ts";
import { priceFacts } from "./domain/price-facts.ts";

/** A clock may be ahead so far, and a day that has begun elsewhere; what is later would pass for the newest price for ever. */
const AHEAD_AT_MOST = 24 * 3_600_000;

/** What is late or repeated is counted, not refused: the rest of its batch is none the worse for it. */
export default handle(
  RecordPrices,
  { state: market, emits: [PricesRecorded, QuoteChanged, BarClosed] },
  ({ data: { instrumentId, prices }, now }, current) => {
    const latest = Date.parse(now) + AHEAD_AT_MOST;
    const ahead = prices.find(({ at }) => Date.parse(at) > latest);
    if (ahead)
      throw new Rejected("price-of-the-future", `${ahead.at} is yet to come`, {
        help: "look at the clock or the file",
      });
    return priceFacts(instrumentId, current, classifyPrices(current, prices));
  },
);
