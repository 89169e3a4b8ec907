import type { Entry, State } from "./state.ts";

/** One charge as the gateway lists it; `amount` in minor units, times in ISO 8601. */
export interface ListedCharge {
  id: string;
  key: string;
  amount: number;
  currency: "EUR";
  reference: string;
  card: string;
  status: "succeeded" | "declined" | "refunded";
  at: string;
  refundedAt?: string;
}

/** Lists every charge that was decided, oldest first. */
export function history(state: State): ListedCharge[] {
  return state.entries.flatMap(listed);
}

function listed({ key, request, charge, refund }: Entry): ListedCharge[] {
  if (!request || !charge) return [];
  const { id, status, at } = charge;
  const base = { id, key, ...request, status, at };
  return [refund ? { ...base, status: "refunded", refundedAt: refund.at } : base];
}
