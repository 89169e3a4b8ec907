import { Rejected, state } from "../../runtime/index.ts";
import { SettlementBegun, SettlementFailed, type Trade, TradeSettled } from "../contracts.ts";

/** The code of a settlement that failed since no account answered in time: nothing speaks against another. */
export const UNANSWERED = "reservation-timeout";

type Begun = SettlementBegun["data"];

export interface Settlement {
  /** Null before it has begun. */
  readonly trade: Begun | null;
  readonly status: "none" | "begun" | "settled" | "failed";
  /** It has failed, and may be begun anew. */
  readonly unanswered: boolean;
}

const initial: Settlement = { trade: null, status: "none", unanswered: false };

/** What became of a trade; how it came to that is the saga's. */
export const settlement = state("settlement", {
  key: "tradeId",
  version: 2,
  from: [SettlementBegun, TradeSettled, SettlementFailed],
  initial,
})({
  SettlementBegun: (_, trade) => ({ trade, status: "begun", unanswered: false }),
  TradeSettled: (current) => ({ ...current, status: "settled" }),
  SettlementFailed: (current, { code }) => ({ ...current, status: "failed", unanswered: code === UNANSWERED }),
});

/** What a settlement begins with: the trade that was asked for, or anew the one that stands. Undefined if it has begun or has ended for good. */
export function beginningOf({ trade, status, unanswered }: Settlement, asked: Trade): Begun | undefined {
  if (status === "none") return asked;
  return trade && unanswered ? { ...trade, attempt: (trade.attempt ?? 1) + 1 } : undefined;
}

/** The trade whose settlement is under way; undefined if it has ended as `end`. Throws Rejected otherwise. */
export function tradeUnderWay({ trade, status }: Settlement, end: "settled" | "failed"): Begun | undefined {
  if (status === end) return undefined;
  if (status === "begun" && trade) return trade;
  const reason = status === "none" ? "the settlement has not begun" : `the settlement has ended: ${status}`;
  throw new Rejected("not-settling", reason, { help: "look at what became of the trade" });
}
