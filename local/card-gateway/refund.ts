import type { Chance } from "./charge.ts";
import type { Entry, State } from "./state.ts";

/** What becomes of a void: the money given back, or a key that will never take any. */
export type VoidAnswer = { status: "refunded"; charge: string } | { status: "voided" };

/** What becomes of a refund, or why there is none. */
export type RefundAnswer = { kind: "refunded"; id: string } | { kind: "reused" | "unknown" | "declined" };

/** Makes a charge key impossible for ever, refunding in full what it has taken. */
export function voidKey(state: State, key: string, chance: Chance): { state: State; answer: VoidAnswer } {
  const known = state.entries.find((entry) => entry.key === key) ?? { key };
  const voided = withRefund({ ...known, voidedAt: known.voidedAt ?? chance.now }, chance);
  const answer: VoidAnswer =
    known.charge?.status === "succeeded" ? { status: "refunded", charge: known.charge.id } : { status: "voided" };
  return { state: known.voidedAt ? state : replace(state, voided), answer };
}

/** Refunds a charge in full; a charge has one refund, whichever key asks for it. */
export function refund(
  state: State,
  key: string,
  charge: string,
  chance: Chance,
): { state: State; answer: RefundAnswer } {
  const used = state.refundKeys.find((each) => each.key === key);
  if (used && used.charge !== charge) return { state, answer: { kind: "reused" } };
  const known = state.entries.find((entry) => entry.charge?.id === charge);
  if (!known) return { state, answer: { kind: "unknown" } };
  const refunded = withRefund(known, chance);
  if (!refunded.refund) return { state, answer: { kind: "declined" } };
  const answer: RefundAnswer = { kind: "refunded", id: refunded.refund.id };
  if (used) return { state, answer };
  return { state: { ...replace(state, refunded), refundKeys: [...state.refundKeys, { key, charge }] }, answer };
}

function withRefund(entry: Entry, { now, id }: Chance): Entry {
  if (entry.charge?.status !== "succeeded" || entry.refund) return entry;
  return { ...entry, refund: { id, at: now } };
}

function replace(state: State, entry: Entry): State {
  const at = state.entries.findIndex(({ key }) => key === entry.key);
  return { ...state, entries: at < 0 ? [...state.entries, entry] : state.entries.with(at, entry) };
}
