import { state } from "../../runtime/index.ts";
import {
  CashReserved,
  HoldingsReserved,
  type Leg,
  type Side,
  TradeDelivered,
  TradeReservationReleased,
  TradeReservationVoided,
  TraderRegistered,
} from "../contracts.ts";

export type Reservation = Omit<Leg, "traderId" | "tradeId"> & { readonly side: Side };
type ReservationEnd = "delivered" | "released" | "voided";
/** A settlement has two reservations, even if both were one trader's. */
type ReservationKey = Pick<Leg, "tradeId" | "attempt"> & { readonly side: Side };

export interface Account {
  /** Null until the trader is registered. */
  readonly opening: TraderRegistered["data"] | null;
  readonly cash: number;
  /** By instrument. */
  readonly holdings: Readonly<Record<string, number>>;
  /** By side and trade: cash that will pay, holdings that will be delivered, and what will come for them. */
  readonly reserved: Readonly<Record<string, Reservation>>;
  /** The last reservations that have ended, oldest first. */
  readonly ended: readonly (readonly [key: string, end: ReservationEnd])[];
}

/** Older ends are forgotten; should such a reservation still come, the settlement, which forgets nothing, releases it. */
const MOST_ENDED = 500;

const initial: Account = { opening: null, cash: 0, holdings: {}, reserved: {}, ended: [] };

const keyOf = ({ side, tradeId, attempt }: ReservationKey): string =>
  attempt === undefined ? `${side} ${tradeId}` : `${side}/${attempt} ${tradeId}`;

const reserve = (current: Account, { traderId: _, tradeId, ...leg }: Leg, side: Side): Account => ({
  ...current,
  reserved: { ...current.reserved, [keyOf({ side, tradeId, attempt: leg.attempt })]: { ...leg, side } },
});

function endReservation(current: Account, key: string, end: ReservationEnd): Account {
  const { [key]: _, ...reserved } = current.reserved;
  return { ...current, reserved, ended: [...current.ended.slice(1 - MOST_ENDED), [key, end]] };
}

export const account = state("account", {
  key: "traderId",
  from: [
    TraderRegistered,
    CashReserved,
    HoldingsReserved,
    TradeReservationReleased,
    TradeReservationVoided,
    TradeDelivered,
  ],
  initial,
})({
  TraderRegistered: (current, opening) => ({
    ...current,
    opening,
    cash: opening.cash,
    holdings: Object.fromEntries(opening.holdings.map(({ instrumentId, quantity }) => [instrumentId, quantity])),
  }),
  CashReserved: (current, leg) => reserve(current, leg, "buy"),
  HoldingsReserved: (current, leg) => reserve(current, leg, "sell"),
  TradeReservationReleased: (current, leg) => endReservation(current, keyOf(leg), "released"),
  TradeReservationVoided: (current, leg) => endReservation(current, keyOf(leg), "voided"),
  TradeDelivered: (current, leg) => {
    const { side, instrumentId, quantity, amount } = leg;
    const sign = side === "buy" ? 1 : -1;
    const held = heldOf(current, instrumentId) + sign * quantity;
    return {
      ...endReservation(current, keyOf(leg), "delivered"),
      cash: current.cash - sign * amount,
      holdings: { ...current.holdings, [instrumentId]: held },
    };
  },
});

export const heldOf = ({ holdings }: Account, instrumentId: string): number =>
  Object.hasOwn(holdings, instrumentId) ? (holdings[instrumentId] as number) : 0;

/** The reservation, if it stands. */
export const reservationOf = ({ reserved }: Account, key: ReservationKey): Reservation | undefined =>
  reserved[keyOf(key)];

/** How the reservation ended, if it did and is not yet forgotten. */
export const reservationEndOf = ({ ended }: Account, key: ReservationKey): ReservationEnd | undefined =>
  ended.findLast(([each]) => each === keyOf(key))?.[1];
