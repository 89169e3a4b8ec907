import {
  ConfirmSettlement,
  DeliverTrade,
  FailSettlement,
  ReleaseTradeReservation,
  ReserveCash,
  ReserveHoldings,
  type Side,
  type Trade,
} from "../contracts.ts";

type Answer = "reserved" | "delivered" | "returned";

export interface Settling {
  /**
   * reserving: both sides have been asked; exchanging: both have reserved, and from here on nothing turns it back; confirming: both
   * have exchanged; compensating: reservations are on their way back; failing: they are back, the settlement has been told.
   */
  readonly status:
    | "none"
    | "reserving"
    | "exchanging"
    | "confirming"
    | "settled"
    | "compensating"
    | "failing"
    | "failed";
  readonly trade: Trade | null;
  /** What each side has answered last. */
  readonly legs: Readonly<Partial<Record<Side, Answer>>>;
  /** How often the present step was asked for again. */
  readonly chases: number;
  /** Why it fails. */
  readonly failure: { readonly code: string; readonly reason: string };
}

export const unborn: Settling = {
  status: "none",
  trade: null,
  legs: {},
  chases: 0,
  failure: { code: "", reason: "" },
};

type Status = Settling["status"];
type Command =
  | ReserveCash
  | ReserveHoldings
  | DeliverTrade
  | ReleaseTradeReservation
  | ConfirmSettlement
  | FailSettlement;

/** The answer that every side must give in a step, and the step that follows when both have. */
const STEPS: Readonly<Partial<Record<Status, { readonly answer: Answer; readonly next: Status }>>> = {
  reserving: { answer: "reserved", next: "exchanging" },
  exchanging: { answer: "delivered", next: "confirming" },
  compensating: { answer: "returned", next: "failing" },
};
/** Reasons are told to whoever asks, so one that is longer is cut. */
const LONGEST = { code: 60, reason: 200 };

function legOf({ buyerId, sellerId, price, ...trade }: Trade, side: Side): ReserveCash["data"] {
  return { ...trade, traderId: side === "buy" ? buyerId : sellerId, amount: price * trade.quantity };
}

function requestOf({ status }: Settling, trade: Trade, side: Side): Command {
  const leg = legOf(trade, side);
  if (status === "reserving") return side === "buy" ? new ReserveCash(leg) : new ReserveHoldings(leg);
  const { traderId, tradeId } = leg;
  return status === "exchanging"
    ? new DeliverTrade({ traderId, tradeId, side })
    : new ReleaseTradeReservation({ traderId, tradeId, side });
}

/** What the present step asks for and has no answer to. */
function requests(current: Settling): Command[] {
  const { status, trade, legs, failure } = current;
  if (!trade) return [];
  const { tradeId } = trade;
  if (status === "confirming") return [new ConfirmSettlement({ tradeId })];
  if (status === "failing") return [new FailSettlement({ tradeId, ...failure })];
  const answer = STEPS[status]?.answer;
  if (!answer) return [];
  const silent = (["buy", "sell"] as const).filter((side) => legs[side] !== answer);
  return silent.map((side) => requestOf(current, trade, side));
}

/** The next step, with what it asks for. */
export function entered(current: Settling, status: Status): { state: Settling; send: Command[] } {
  const state = { ...current, status, chases: 0 };
  return { state, send: requests(state) };
}

/** Ends the step when both sides have answered; an answer to another step is none. */
export function answered(current: Settling, side: Side, answer: Answer) {
  const step = STEPS[current.status];
  if (step?.answer !== answer) return undefined;
  const state = { ...current, legs: { ...current.legs, [side]: answer } };
  return requests(state).length > 0 ? { state } : entered(state, step.next);
}

/** A reservation that comes when none is awaited goes back, for the account has forgotten that the trade had its own. */
export function reserved(current: Settling, side: Side) {
  if (!current.trade || current.status === "reserving") return answered(current, side, "reserved");
  return { send: requestOf({ ...current, status: "compensating" }, current.trade, side) };
}

/** Both reservations go back, one that was refused too: asked for twice, it may yet be made. */
export const givenUp = (current: Settling, { code, reason }: Settling["failure"]) =>
  current.status === "reserving"
    ? entered(
        { ...current, failure: { code: code.slice(0, LONGEST.code), reason: reason.slice(0, LONGEST.reason) } },
        "compensating",
      )
    : undefined;

/** Asks once more for what has no answer. */
export const chased = (current: Settling) => ({
  state: { ...current, chases: current.chases + 1 },
  send: requests(current),
});
