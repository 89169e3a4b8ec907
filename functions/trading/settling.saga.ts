import { saga } from "../runtime/index.ts";
import {
  CashReserved,
  ConfirmSettlement,
  DeliverTrade,
  FailSettlement,
  HoldingsReserved,
  ReleaseTradeReservation,
  ReserveCash,
  ReserveHoldings,
  SettlementBegun,
  SettlementFailed,
  TradeDelivered,
  TradeReservationReleased,
  TradeReservationVoided,
  TradeSettled,
} from "./contracts.ts";
import { UNANSWERED } from "./domain/settlement.ts";
import {
  askAgain,
  begin,
  compensate,
  endFailed,
  enterStep,
  notStarted,
  recordAnswer,
  recordReservation,
  refuse,
  type Settling,
} from "./domain/settlement-steps.ts";

const [SECOND, MINUTE] = [1_000, 60_000];
/**
 * A reservation that nobody answers is given up after six hours, since nothing waits for it and accounts that stand still are no refusal;
 * its command expires later than that. What has no way back is asked for at once, and then left to a person.
 */
const MOST_CHASES = { reservation: 23, others: 10 };
const isAt = (...statuses: Settling["status"][]) => {
  const most = MOST_CHASES.others;
  return ({ status, chases }: Settling) => statuses.includes(status) && chases < most;
};

export default saga("settling", {
  key: "tradeId",
  startedBy: [SettlementBegun],
  waits: {
    reservation: {
      for: [CashReserved, HoldingsReserved],
      within: 15 * MINUTE,
      while: ({ status }) => status === "reserving",
    },
    exchange: { for: [TradeDelivered], within: 30 * SECOND, while: isAt("exchanging") },
    compensation: {
      for: [TradeReservationReleased, TradeReservationVoided],
      within: 30 * SECOND,
      while: isAt("compensating"),
    },
    ending: { for: [TradeSettled, SettlementFailed], within: 30 * SECOND, while: isAt("confirming", "failing") },
  },
  sends: [ReserveCash, ReserveHoldings, DeliverTrade, ReleaseTradeReservation, ConfirmSettlement, FailSettlement],
  initial: notStarted,
  hopLimit: 60,
  eager: true,
})({
  on: {
    SettlementBegun: begin,
    CashReserved: (current, leg) => recordReservation(current, "buy", leg),
    HoldingsReserved: (current, leg) => recordReservation(current, "sell", leg),
    TradeDelivered: (current, leg) => recordAnswer(current, leg.side, "delivered", leg),
    TradeReservationReleased: (current, leg) => recordAnswer(current, leg.side, "returned", leg),
    TradeReservationVoided: (current, leg) => recordAnswer(current, leg.side, "returned", leg),
    TradeSettled: (current) => enterStep(current, "settled"),
    SettlementFailed: endFailed,
  },
  rejected: {
    ReserveCash: refuse,
    ReserveHoldings: refuse,
  },
  timeout: {
    reservation: (current) =>
      current.chases < MOST_CHASES.reservation
        ? askAgain(current)
        : compensate(current, { code: UNANSWERED, reason: "an account has not answered in time" }),
    exchange: askAgain,
    compensation: askAgain,
    ending: askAgain,
  },
});
