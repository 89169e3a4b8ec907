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
import { answered, chased, entered, givenUp, reserved, type Settling, unborn } from "./domain/settling.ts";

const SECOND = 1_000;
/** A reservation that nobody answers is given up; what has no way back is asked for longer, and then left to a person. */
const MOST_CHASES = { reservation: 3, others: 10 };
const isAt = (...statuses: Settling["status"][]) => {
  const most = MOST_CHASES.others;
  return ({ status, chases }: Settling) => statuses.includes(status) && chases < most;
};

export default saga("settling", {
  key: "tradeId",
  startedBy: [SettlementBegun],
  waits: {
    reservation: { for: [CashReserved, HoldingsReserved], within: 20 * SECOND, while: isAt("reserving") },
    exchange: { for: [TradeDelivered], within: 30 * SECOND, while: isAt("exchanging") },
    compensation: {
      for: [TradeReservationReleased, TradeReservationVoided],
      within: 30 * SECOND,
      while: isAt("compensating"),
    },
    ending: { for: [TradeSettled, SettlementFailed], within: 30 * SECOND, while: isAt("confirming", "failing") },
  },
  sends: [ReserveCash, ReserveHoldings, DeliverTrade, ReleaseTradeReservation, ConfirmSettlement, FailSettlement],
  initial: unborn,
  hopLimit: 60,
  eager: true,
})({
  on: {
    SettlementBegun: (current, trade) =>
      current.status === "none" ? entered({ ...current, trade }, "reserving") : undefined,
    CashReserved: (current) => reserved(current, "buy"),
    HoldingsReserved: (current) => reserved(current, "sell"),
    TradeDelivered: (current, { side }) => answered(current, side, "delivered"),
    TradeReservationReleased: (current, { side }) => answered(current, side, "returned"),
    TradeReservationVoided: (current, { side }) => answered(current, side, "returned"),
    TradeSettled: (current) => entered(current, "settled"),
    SettlementFailed: (current) => entered(current, "failed"),
  },
  rejected: {
    ReserveCash: givenUp,
    ReserveHoldings: givenUp,
  },
  timeout: {
    reservation: (current) =>
      current.chases < MOST_CHASES.reservation
        ? chased(current)
        : givenUp(current, { code: "reservation-timeout", reason: "an account has not answered in time" }),
    exchange: chased,
    compensation: chased,
    ending: chased,
  },
});
