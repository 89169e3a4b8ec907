import {
  ConfirmSettlement,
  DeliverTrade,
  FailSettlement,
  type Leg,
  ReleaseTradeReservation,
  ReserveCash,
  ReserveHoldings,
  type SettlementBegun,
  type Side,
} from "../contracts.ts";

type Trade = SettlementBegun["data"];
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

export const notStarted: Settling = {
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

const ofAttempt = (attempt: number | undefined) => attempt !== undefined && { attempt };

const reservationKeyOf = ({ traderId, tradeId, attempt }: Leg) => ({ traderId, tradeId, ...ofAttempt(attempt) });

function requestOf({ status }: Settling, trade: Trade, side: Side): Command {
  const leg = legOf(trade, side);
  if (status === "reserving") return side === "buy" ? new ReserveCash(leg) : new ReserveHoldings(leg);
  const key = { ...reservationKeyOf(leg), side };
  return status === "exchanging" ? new DeliverTrade(key) : new ReleaseTradeReservation(key);
}

/** What the present step asks for and has no answer to. */
function pendingRequests(current: Settling): Command[] {
  const { status, trade, legs, failure } = current;
  if (!trade) return [];
  const { tradeId, attempt } = trade;
  if (status === "confirming") return [new ConfirmSettlement({ tradeId })];
  if (status === "failing") return [new FailSettlement({ tradeId, ...ofAttempt(attempt), ...failure })];
  const answer = STEPS[status]?.answer;
  if (!answer) return [];
  const unanswered = (["buy", "sell"] as const).filter((side) => legs[side] !== answer);
  return unanswered.map((side) => requestOf(current, trade, side));
}

/** The next step, with what it asks for. */
export function enterStep(current: Settling, status: Status): { state: Settling; send: Command[] } {
  const state = { ...current, status, chases: 0 };
  return { state, send: pendingRequests(state) };
}

/** Whether a message is about the settlement under way, not one of the same trade that was given up. */
const isOfNow = ({ trade }: Settling, { attempt }: Pick<Trade, "attempt">): boolean => trade?.attempt === attempt;

/** Begins, or begins anew after one that was given up: all of it is back by then. */
export function begin(current: Settling, trade: Trade) {
  const isNext = ["failing", "failed"].includes(current.status) && !isOfNow(current, trade);
  return current.status === "none" || isNext ? enterStep({ ...notStarted, trade }, "reserving") : undefined;
}

/** A failure told late does not end the settlement that was begun anew. */
export const endFailed = (current: Settling, told: Pick<Trade, "attempt">) =>
  isOfNow(current, told) ? enterStep(current, "failed") : undefined;

/** Ends the step when both sides have answered; an answer to another step is none. */
export function recordAnswer(current: Settling, side: Side, answer: Answer, about: Pick<Trade, "attempt">) {
  const step = STEPS[current.status];
  if (step?.answer !== answer || !isOfNow(current, about)) return undefined;
  const state = { ...current, legs: { ...current.legs, [side]: answer } };
  return pendingRequests(state).length > 0 ? { state } : enterStep(state, step.next);
}

/** A reservation that comes when none is awaited goes back, for the account has forgotten that the trade had its own. */
export function recordReservation(current: Settling, side: Side, leg: Leg) {
  const isAwaited = current.status === "reserving" && isOfNow(current, leg);
  if (!current.trade || isAwaited) return recordAnswer(current, side, "reserved", leg);
  return { send: new ReleaseTradeReservation({ ...reservationKeyOf(leg), side }) };
}

/** Both reservations go back, one that was refused too: asked for twice, it may yet be made. */
export const compensate = (current: Settling, { code, reason }: Settling["failure"]) =>
  current.status === "reserving"
    ? enterStep(
        { ...current, failure: { code: code.slice(0, LONGEST.code), reason: reason.slice(0, LONGEST.reason) } },
        "compensating",
      )
    : undefined;

/** What was refused since it came too late is as if unanswered: the step is asked for again, or given up in its time. */
export const refuse = (
  current: Settling,
  { request, ...refusal }: Settling["failure"] & { readonly request: Readonly<Record<string, unknown>> },
) =>
  refusal.code === "expired" || request["attempt"] !== current.trade?.attempt
    ? undefined
    : compensate(current, refusal);

/** Asks once more for what has no answer. */
export const askAgain = (current: Settling) => ({
  state: { ...current, chases: current.chases + 1 },
  send: pendingRequests(current),
});
