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

const plus = (position: Position, held: number, reserved: number): Position => ({
  held: position.held + held,
  reserved: position.reserved + reserved,
});

const paid = (row: Positions, held: number, reserved: number): Positions => ({
  ...row,
  cash: plus(row.cash, held, reserved),
});

function moved(row: Positions, instrumentId: string, held: number, reserved: number): Positions {
  const before = Object.hasOwn(row.holdings, instrumentId) ? row.holdings[instrumentId] : undefined;
  return { ...row, holdings: { ...row.holdings, [instrumentId]: plus(before ?? nothing, held, reserved) } };
}

export default projection("positions", { of: account, initial })({
  TraderRegistered: (row, { traderId, currency, decimals, cash, holdings }) =>
    holdings.reduce((current, { instrumentId, quantity }) => moved(current, instrumentId, quantity, 0), {
      ...row,
      traderId,
      currency,
      decimals,
      cash: plus(row.cash, cash, 0),
    }),
  CashReserved: (row, { amount }) => paid(row, 0, amount),
  HoldingsReserved: (row, { instrumentId, quantity }) => moved(row, instrumentId, 0, quantity),
  TradeReservationReleased: (row, { side, instrumentId, quantity, amount }) =>
    side === "buy" ? paid(row, 0, -amount) : moved(row, instrumentId, 0, -quantity),
  TradeDelivered: (row, { side, instrumentId, quantity, amount }) =>
    side === "buy"
      ? moved(paid(row, -amount, -amount), instrumentId, quantity, 0)
      : moved(paid(row, amount, 0), instrumentId, -quantity, -quantity),
});
