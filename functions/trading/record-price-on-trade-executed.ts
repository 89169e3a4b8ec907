import { on } from "../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged, TradeExecuted } from "./contracts.ts";
import { market } from "./domain/market.ts";
import { recordings } from "./domain/recording.ts";
import { sifted } from "./domain/sifting.ts";

/** One's own trades are ticks of the market too. */
export default on(
  TradeExecuted,
  { state: market, emits: [PricesRecorded, QuoteChanged, BarClosed] },
  ({ data: { instrumentId, tradeId, price, quantity: volume }, time: at, version: place = 0 }, current) => {
    const prices = { open: price, high: price, low: price, close: price, volume };
    return recordings(instrumentId, current, sifted(current, [{ at, place, interval: "tick", tradeId, ...prices }]));
  },
);
