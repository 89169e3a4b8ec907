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
type End = "delivered" | "released" | "voided";
/** Whose reservation is meant: a trade has two, even if both were one trader's. */
type Name = Pick<Leg, "tradeId"> & { readonly side: Side };

export interface Account {
  /** Null until the trader is registered. */
  readonly opening: TraderRegistered["data"] | null;
  readonly cash: number;
  /** By instrument. */
  readonly holdings: Readonly<Record<string, number>>;
  /** By side and trade: cash that will pay, holdings that will be delivered, and what will come for them. */
  readonly reserved: Readonly<Record<string, Reservation>>;
  /** The last reservations that have ended, oldest first. */
  readonly ended: readonly (readonly [name: string, end: End])[];
}

/** Beyond it a reservation is forgotten; should it still come, the settlement, which forgets nothing, releases it. */
const MOST_ENDED = 500;

const initial: Account = { opening: null, cash: 0, holdings: {}, reserved: {}, ended: [] };

const nameOf = ({ side, tradeId }: Name): string => `${side} ${tradeId}`;

const holding = (current: Account, { traderId: _, tradeId, ...leg }: Leg, side: Side): Account => ({
  ...current,
  reserved: { ...current.reserved, [nameOf({ side, tradeId })]: { ...leg, side } },
});

function ended(current: Account, name: string, end: End): Account {
  const { [name]: _, ...reserved } = current.reserved;
  return { ...current, reserved, ended: [...current.ended.slice(1 - MOST_ENDED), [name, end]] };
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
  CashReserved: (current, leg) => holding(current, leg, "buy"),
  HoldingsReserved: (current, leg) => holding(current, leg, "sell"),
  TradeReservationReleased: (current, leg) => ended(current, nameOf(leg), "released"),
  TradeReservationVoided: (current, leg) => ended(current, nameOf(leg), "voided"),
  TradeDelivered: (current, leg) => {
    const { side, instrumentId, quantity, amount } = leg;
    const sign = side === "buy" ? 1 : -1;
    const held = heldOf(current, instrumentId) + sign * quantity;
    return {
      ...ended(current, nameOf(leg), "delivered"),
      cash: current.cash - sign * amount,
      holdings: { ...current.holdings, [instrumentId]: held },
    };
  },
});

export const heldOf = ({ holdings }: Account, instrumentId: string): number =>
  Object.hasOwn(holdings, instrumentId) ? (holdings[instrumentId] as number) : 0;

/** The reservation, if it stands. */
export const reservationOf = ({ reserved }: Account, name: Name): Reservation | undefined => reserved[nameOf(name)];

/** How the reservation ended, if it did and is not yet forgotten. */
export const endOf = ({ ended }: Account, name: Name): End | undefined =>
  ended.findLast(([each]) => each === nameOf(name))?.[1];
