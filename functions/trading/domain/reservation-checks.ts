import { Rejected } from "../../runtime/index.ts";
import type { Leg, ReserveCash, Side } from "../contracts.ts";
import { type Account, heldOf, reservationEndOf, reservationOf } from "./account.ts";

const refused = (code: string, reason: string, help: string) => new Rejected(code, reason, { help });

const sumReserved = (
  current: Account,
  side: Side,
  figure: (leg: Pick<Leg, "instrumentId" | "quantity" | "amount">) => number,
) =>
  Object.values(current.reserved)
    .filter((leg) => leg.side === side)
    .reduce((sum, leg) => sum + figure(leg), 0);

const quantityOf = (instrumentId: string) => (leg: Pick<Leg, "instrumentId" | "quantity">) =>
  leg.instrumentId === instrumentId ? leg.quantity : 0;

const availableCash = (current: Account): number => current.cash - sumReserved(current, "buy", ({ amount }) => amount);

const availableHolding = (current: Account, instrumentId: string): number =>
  heldOf(current, instrumentId) - sumReserved(current, "sell", quantityOf(instrumentId));

function assertSameCurrency({ opening }: Account, { traderId, currency, decimals }: ReserveCash["data"]): void {
  if (!opening) throw refused("trader-unknown", `${traderId} is not registered`, "register the trader");
  if (opening.currency === currency && opening.decimals === decimals) return;
  const kept = `${opening.currency} with ${opening.decimals} decimals`;
  throw refused("currency-differs", `the account is kept in ${kept}`, "trade what is priced as the account is kept");
}

function assertCovered(current: Account, side: Side, { instrumentId, quantity, amount }: Leg): void {
  const [asked, available, what] =
    side === "buy"
      ? [amount, availableCash(current), "cash"]
      : [quantity, availableHolding(current, instrumentId), "holdings"];
  if (asked <= available) return;
  // Without the figure: it is told to whoever hears of the settlement, and what an account has is its trader's alone.
  throw refused(`${what}-short`, `the account does not cover ${asked}`, "trade what the account covers");
}

/** Checked before anything is reserved, so that an exchange of two reservations cannot be refused. */
function assertNoOverflow(current: Account, side: Side, { instrumentId, quantity, amount }: Leg): void {
  const [held, added] =
    side === "buy"
      ? [heldOf(current, instrumentId) + sumReserved(current, "buy", quantityOf(instrumentId)), quantity]
      : [current.cash + sumReserved(current, "sell", (leg) => leg.amount), amount];
  if (held <= Number.MAX_SAFE_INTEGER - added) return;
  const what = side === "buy" ? "holdings" : "cash";
  throw refused(`${what}-overflow`, `the account cannot count ${added} more`, "trade from another account");
}

/** Whether the reservation is still to be made; asked again for the same trade it changes nothing, and one that has ended stays so. */
export function needsReservation(current: Account, side: Side, asked: ReserveCash["data"]): boolean {
  assertSameCurrency(current, asked);
  const key = { ...asked, side };
  const reservation = reservationOf(current, key);
  if (reservation) {
    if (reservation.quantity === asked.quantity && reservation.amount === asked.amount) return false;
    throw refused("already-reserved", "the trade has reserved something else", "give every trade an id of its own");
  }
  const end = reservationEndOf(current, key);
  if (end)
    throw refused("reservation-ended", `the trade's reservation was ${end}`, "give every trade an id of its own");
  assertCovered(current, side, asked);
  assertNoOverflow(current, side, asked);
  return true;
}
