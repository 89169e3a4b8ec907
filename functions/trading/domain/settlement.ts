import { Rejected, state } from "../../runtime/index.ts";
import { SettlementBegun, SettlementFailed, type Trade, TradeSettled } from "../contracts.ts";

export interface Settlement {
  /** Null before it has begun. */
  readonly trade: Trade | null;
  readonly status: "none" | "begun" | "settled" | "failed";
}

const initial: Settlement = { trade: null, status: "none" };

/** What became of a trade; how it came to that is the process's. */
export const settlement = state("settlement", {
  key: "tradeId",
  from: [SettlementBegun, TradeSettled, SettlementFailed],
  initial,
})({
  SettlementBegun: (_, trade) => ({ trade, status: "begun" }),
  TradeSettled: (current) => ({ ...current, status: "settled" }),
  SettlementFailed: (current) => ({ ...current, status: "failed" }),
});

/** The trade whose settlement is under way; undefined if it has ended as `wanted`. Throws Rejected otherwise. */
export function tradeToEnd({ trade, status }: Settlement, wanted: "settled" | "failed"): Trade | undefined {
  if (status === wanted) return undefined;
  if (status === "begun" && trade) return trade;
  const reason = status === "none" ? "the settlement has not begun" : `the settlement has ended: ${status}`;
  throw new Rejected("not-settling", reason, { help: "look at what became of the trade" });
}
