import { state } from "../../runtime/index.ts";
import { FraudSuspected, type Money, OrderCleared } from "../contracts.ts";

interface Screening {
  readonly verdict: "none" | "cleared" | "suspected";
}

const initial: Screening = { verdict: "none" };

export const screening = state("screening", { key: "orderId", from: [OrderCleared, FraudSuspected], initial })({
  OrderCleared: () => ({ verdict: "cleared" }),
  FraudSuspected: () => ({ verdict: "suspected" }),
});

interface Suspect {
  readonly total: Money;
  readonly card: string;
  readonly country: string;
}

const MOST_MINOR_UNITS = 1_000_000;
const STOLEN_CARDS: readonly string[] = ["tok_fraud"];
/** Codes that ISO 3166 leaves to users: no country has them. */
const NOWHERE: readonly string[] = ["XX", "ZZ"];

/** Why the order is suspect, by the first rule that says so. */
export function suspicion({ total, card, country }: Suspect): string | undefined {
  if (STOLEN_CARDS.includes(card)) return "card-reported-stolen";
  if (NOWHERE.includes(country)) return "country-does-not-exist";
  if (total.amount > MOST_MINOR_UNITS) return "amount-above-limit";
  return undefined;
}
