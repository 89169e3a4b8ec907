import { handle } from "../runtime/index.ts";
import { ReleaseTradeReservation, TradeReservationReleased, TradeReservationVoided } from "./contracts.ts";
import { account, reservationEndOf, reservationOf } from "./domain/account.ts";

/** A release that comes before its reservation makes it impossible. */
export default handle(
  ReleaseTradeReservation,
  { state: account, emits: [TradeReservationReleased, TradeReservationVoided] },
  ({ data }, current) => {
    const reservation = reservationOf(current, data);
    if (reservation) return new TradeReservationReleased({ ...data, ...reservation });
    return reservationEndOf(current, data) ? [] : new TradeReservationVoided(data);
  },
);
