import { on } from "../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged, TradeExecuted } from "./contracts.ts";
import { classifyPrices } from "./domain/classify-prices.ts";
import { market } from "./domain/market.ts";
import { priceFacts } from "./domain/price-facts.ts";

/** One's own trades are ticks of the market too. */
export default on(
  TradeExecuted,
  { state: market, emits: [PricesRecorded, QuoteChanged, BarClosed] },
  ({ data: { instrumentId, tradeId, price, quantity: volume }, time: at, version: place = 0 }, current) => {
    const prices = { open: price, high: price, low: price, close: price, volume };
    return priceFacts(
      instrumentId,
      current,
      classifyPrices(current, [{ at, place, interval: "tick", tradeId, ...prices }]),
    );
  },
);
