import { projection } from "../runtime/index.ts";
import type { PricesRecorded } from "./contracts.ts";
import { market } from "./domain/market.ts";

/** What an instrument's market looks like now. */
export interface MarketSummary {
  /** Null until a price is recorded. */
  readonly last: number | null;
  /** ISO 8601. */
  readonly at: string | null;
  readonly recorded: number;
  readonly late: number;
  readonly repeated: number;
  /** The bars that later prices will close. */
  readonly open: PricesRecorded["data"]["open"];
}

const initial: MarketSummary = { last: null, at: null, recorded: 0, late: 0, repeated: 0, open: [] };

export default projection("market-summary", { of: market, initial })({
  PricesRecorded: (row, { prices, late, repeated, open }) => ({
    ...row,
    recorded: row.recorded + prices.length,
    late: row.late + late,
    repeated: row.repeated + repeated,
    open,
  }),
  QuoteChanged: (row, { last, at }) => ({ ...row, last, at }),
});
