import { Rejected } from "../../runtime/index.ts";
import type { Leg, ReserveCash, Side } from "../contracts.ts";
import { type Account, endOf, heldOf, reservationOf } from "./account.ts";

const refused = (code: string, reason: string, help: string) => new Rejected(code, reason, { help });

const sumOf = (
  current: Account,
  side: Side,
  part: (leg: Pick<Leg, "instrumentId" | "quantity" | "amount">) => number,
) =>
  Object.values(current.reserved)
    .filter((leg) => leg.side === side)
    .reduce((sum, leg) => sum + part(leg), 0);

const of = (instrumentId: string) => (leg: Pick<Leg, "instrumentId" | "quantity">) =>
  leg.instrumentId === instrumentId ? leg.quantity : 0;

const availableCash = (current: Account): number => current.cash - sumOf(current, "buy", ({ amount }) => amount);

const availableOf = (current: Account, instrumentId: string): number =>
  heldOf(current, instrumentId) - sumOf(current, "sell", of(instrumentId));

function assertKept({ opening }: Account, { traderId, currency, decimals }: ReserveCash["data"]): void {
  if (!opening) throw refused("trader-unknown", `${traderId} is not registered`, "register the trader");
  if (opening.currency === currency && opening.decimals === decimals) return;
  const kept = `${opening.currency} with ${opening.decimals} decimals`;
  throw refused("currency-differs", `the account is kept in ${kept}`, "trade what is priced as the account is kept");
}

function assertCovered(current: Account, side: Side, { instrumentId, quantity, amount }: Leg): void {
  const [asked, available, what] =
    side === "buy"
      ? [amount, availableCash(current), "cash"]
      : [quantity, availableOf(current, instrumentId), "holdings"];
  if (asked <= available) return;
  // Without the figure: it is told to whoever hears of the settlement, and what an account has is its trader's alone.
  throw refused(`${what}-short`, `the account does not cover ${asked}`, "trade what the account covers");
}

/** Looked at before anything is promised, so that an exchange of two reservations cannot be refused. */
function assertRoom(current: Account, side: Side, { instrumentId, quantity, amount }: Leg): void {
  const [standing, coming] =
    side === "buy"
      ? [heldOf(current, instrumentId) + sumOf(current, "buy", of(instrumentId)), quantity]
      : [current.cash + sumOf(current, "sell", (leg) => leg.amount), amount];
  if (standing <= Number.MAX_SAFE_INTEGER - coming) return;
  const what = side === "buy" ? "holdings" : "cash";
  throw refused(`${what}-overflow`, `the account cannot count ${coming} more`, "trade from another account");
}

/** Whether the reservation is still to be made; a second one of the same trade changes nothing, and one that has ended stays so. */
export function isToReserve(current: Account, side: Side, asked: ReserveCash["data"]): boolean {
  assertKept(current, asked);
  const name = { side, tradeId: asked.tradeId };
  const standing = reservationOf(current, name);
  if (standing) {
    if (standing.quantity === asked.quantity && standing.amount === asked.amount) return false;
    throw refused("already-reserved", "the trade has reserved something else", "give every trade an id of its own");
  }
  const ended = endOf(current, name);
  if (ended)
    throw refused("reservation-ended", `the trade's reservation was ${ended}`, "give every trade an id of its own");
  assertCovered(current, side, asked);
  assertRoom(current, side, asked);
  return true;
}
