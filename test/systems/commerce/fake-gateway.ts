import type { Cards } from "../../../functions/commerce/cards.ts";

interface Entry {
  taken?: number;
  declined?: true;
  voided?: true;
  refunded?: true;
}

/** A provider that keeps its books by key; `mood` says what becomes of a call that reaches it. */
export function fakeGateway(mood: () => "answers" | "declines" | "hangs" | "drops") {
  const books = new Map<string, Entry>();
  const entry = (key: string): Entry => {
    const known = books.get(key) ?? {};
    books.set(key, known);
    return known;
  };
  const cards: Cards = {
    async charge(key, { amount }) {
      const now = mood();
      if (now === "hangs") throw new Error("no answer");
      const known = entry(key);
      if (known.voided) return { status: "voided" };
      if (now === "declines" && !known.taken) known.declined = true;
      if (known.declined) return { status: "declined", code: "card_declined" };
      known.taken = amount;
      if (now === "drops") throw new Error("connection cut");
      return { status: "succeeded", charge: key };
    },
    async void(key) {
      const known = entry(key);
      known.voided = true;
      if (known.taken === undefined) return { status: "voided" };
      known.refunded = true;
      return { status: "refunded", charge: key };
    },
    async refund(charge) {
      if (entry(charge).taken === undefined) throw new Error(`there is no charge ${charge}`);
      entry(charge).refunded = true;
    },
  };
  const taken = () => [...books.values()].filter((each) => each.taken !== undefined);
  return {
    cards,
    charges: () => taken().length,
    /** What was taken and not given back. */
    kept: () => taken().reduce((sum, each) => sum + (each.refunded ? 0 : (each.taken ?? 0)), 0),
  };
}
