import { state } from "../../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged } from "../contracts.ts";
import { applyPrices, emptyMarket, publishBar } from "./apply-prices.ts";

/**
 * Bars, quote and what is dropped follow from prices alone: storing them again would make each fact many times larger. So whatever `applyPrices`
 * does changes what old journals come to: raise the state's `version` with it, else old snapshots are folded on by new rules.
 */
export const market = state("market", {
  key: "instrumentId",
  version: 2,
  from: [PricesRecorded, QuoteChanged, BarClosed],
  initial: emptyMarket,
})({
  PricesRecorded: (current, { prices }) => applyPrices(current, prices),
  QuoteChanged: (current) => current,
  BarClosed: (current, { interval, from, revision }) => publishBar(current, interval, Date.parse(from), revision),
});
