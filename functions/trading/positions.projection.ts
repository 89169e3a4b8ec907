import { projection } from "../runtime/index.ts";
import { account } from "./domain/account.ts";

interface Position {
  readonly held: number;
  /** What settlements under way will take. */
  readonly reserved: number;
}

/** What a trader has; cash in the smallest decimal of the account. */
export interface Positions {
  /** Empty until the trader is registered. */
  readonly traderId: string;
  readonly currency: string;
  readonly decimals: number;
  readonly cash: Position;
  /** By instrument. */
  readonly holdings: Readonly<Record<string, Position>>;
}

const nothing: Position = { held: 0, reserved: 0 };
const initial: Positions = { traderId: "", currency: "", decimals: 0, cash: nothing, holdings: {} };

const changed = (position: Position, held: number, reserved: number): Position => ({
  held: position.held + held,
  reserved: position.reserved + reserved,
});

const withCash = (row: Positions, held: number, reserved: number): Positions => ({
  ...row,
  cash: changed(row.cash, held, reserved),
});

function withHolding(row: Positions, instrumentId: string, held: number, reserved: number): Positions {
  const before = Object.hasOwn(row.holdings, instrumentId) ? row.holdings[instrumentId] : undefined;
  return { ...row, holdings: { ...row.holdings, [instrumentId]: changed(before ?? nothing, held, reserved) } };
}

export default projection("positions", { of: account, initial })({
  TraderRegistered: (row, { traderId, currency, decimals, cash, holdings }) =>
    holdings.reduce((current, { instrumentId, quantity }) => withHolding(current, instrumentId, quantity, 0), {
      ...row,
      traderId,
      currency,
      decimals,
      cash: changed(row.cash, cash, 0),
    }),
  CashReserved: (row, { amount }) => withCash(row, 0, amount),
  HoldingsReserved: (row, { instrumentId, quantity }) => withHolding(row, instrumentId, 0, quantity),
  TradeReservationReleased: (row, { side, instrumentId, quantity, amount }) =>
    side === "buy" ? withCash(row, 0, -amount) : withHolding(row, instrumentId, 0, -quantity),
  TradeDelivered: (row, { side, instrumentId, quantity, amount }) =>
    side === "buy"
      ? withHolding(withCash(row, -amount, -amount), instrumentId, quantity, 0)
      : withHolding(withCash(row, amount, 0), instrumentId, -quantity, -quantity),
});
