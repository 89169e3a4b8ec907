import { state } from "../../runtime/index.ts";
import { BarClosed, PricesRecorded, QuoteChanged } from "../contracts.ts";
import { emptyMarket, laid } from "./tape.ts";

export const market = state("market", {
  key: "instrumentId",
  from: [PricesRecorded, QuoteChanged, BarClosed],
  initial: emptyMarket,
})({
  PricesRecorded: (current, { prices }) => laid(current, prices).market,
  QuoteChanged: (current) => current,
  BarClosed: (current) => current,
});
