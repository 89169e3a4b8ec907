import { state } from "../../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged } from "../contracts.ts";
import { emptyMarket, laid } from "./tape.ts";

/**
 * Prices fold by the very function with which the handler decides, since bars, quote and what is forgotten follow from prices alone, and telling
 * them again would make each fact many times larger. So whatever `laid` does to a market (`KEPT`, `MOST_SEEN`, how bars are extended or told)
 * changes what old journals come to: raise the state's `version` with it, else old snapshots are folded on by new rules.
 */
export const market = state("market", {
  key: "instrumentId",
  from: [PricesRecorded, QuoteChanged, BarClosed],
  initial: emptyMarket,
})({
  PricesRecorded: (current, { prices }) => laid(current, prices).market,
  QuoteChanged: (current) => current,
  BarClosed: (current) => current,
});
