import { isDeepStrictEqual } from "node:util";
import type { ChargeRequest, Entry, State } from "./state.ts";

/** What the world adds to a step: the time and a fresh id. */
export interface Chance {
  now: string;
  id: string;
}

/** What becomes of a charge; "silent" leaves the client without an answer, "dropped" cuts its connection. */
export type ChargeAnswer =
  | { kind: "succeeded"; id: string; request: ChargeRequest }
  | { kind: "declined" | "voided" | "reused" | "failed" | "dropped" }
  | { kind: "silent"; dueAt?: string };

interface Charged {
  state: State;
  answer: ChargeAnswer;
}

/** Charges once per key: whatever the key was answered first, it is answered again. */
export function charge(state: State, key: string, request: ChargeRequest, chance: Chance & { dueAt: string }): Charged {
  const known = state.entries.find((entry) => entry.key === key);
  if (known?.voidedAt) return { state, answer: { kind: "voided" } };
  if (known?.request && !isDeepStrictEqual(known.request, request)) return { state, answer: { kind: "reused" } };
  if (known?.charge) return { state, answer: replay(known.charge, request) };
  return attempt(state, { key, request, ...known }, { ...chance, first: known === undefined });
}

/** Takes the money of a late charge, unless its key was voided by then. */
export function takeLate(state: State, key: string, chance: Chance): State {
  const known = state.entries.find((entry) => entry.key === key);
  if (!known?.request || !known.dueAt || known.voidedAt) return state;
  return settle(state, known, known.request, "succeeded", chance).state;
}

function attempt(
  state: State,
  entry: Entry & { request: ChargeRequest },
  { first, dueAt, ...chance }: Chance & { dueAt: string; first: boolean },
): Charged {
  const { request } = entry;
  switch (request.card) {
    case "tok_ok":
      return settle(state, entry, request, "succeeded", chance);
    case "tok_declined":
      return settle(state, entry, request, "declined", chance);
    case "tok_dropped":
      return { ...settle(state, entry, request, "succeeded", chance), answer: { kind: "dropped" } };
    case "tok_flaky":
      if (!first) return settle(state, entry, request, "succeeded", chance);
      return { state: put(state, entry), answer: { kind: "failed" } };
    case "tok_late":
      if (!first) return { state, answer: { kind: "silent" } };
      return { state: put(state, { ...entry, dueAt }), answer: { kind: "silent", dueAt } };
    case "tok_hangs":
      return { state, answer: { kind: "silent" } };
  }
}

function settle(
  state: State,
  { key }: Entry,
  request: ChargeRequest,
  status: "succeeded" | "declined",
  { now, id }: Chance,
): Charged {
  const settled = { id, status, at: now };
  return { state: put(state, { key, request, charge: settled }), answer: replay(settled, request) };
}

function replay(
  { id, status }: { id: string; status: "succeeded" | "declined" },
  request: ChargeRequest,
): ChargeAnswer {
  return status === "succeeded" ? { kind: "succeeded", id, request } : { kind: "declined" };
}

function put(state: State, entry: Entry): State {
  return { ...state, entries: [...state.entries.filter(({ key }) => key !== entry.key), entry] };
}
