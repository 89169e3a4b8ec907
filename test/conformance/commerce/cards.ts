import type { Cards, ChargeAnswer } from "../../../functions/commerce/cards.ts";
import { overTheLine } from "../../../functions/runtime/testing/simulation/outside-line.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";

interface Charge {
  readonly id: string;
  readonly key: string;
  readonly amount: number;
  readonly reference: string;
  refunded: boolean;
}

/** A card provider that honours keys, with cards that misbehave and a line that can be busy or lose answers. */
export interface SimulatedCards {
  readonly cards: Cards;
  readonly charges: readonly Charge[];
}

const LATE_MS = 45_000;

export function simulatedCards(world: () => World): SimulatedCards {
  const charges: Charge[] = [];
  const declined = new Set<string>();
  const voided = new Set<string>();
  const process = { name: "cards", alive: true };
  const chargeOf = (key: string) => charges.find((charge) => charge.key === key);

  function take(key: string, amount: number, reference: string): Charge | undefined {
    if (voided.has(key)) return undefined;
    const charge = chargeOf(key) ?? { id: `ch-${charges.length + 1}`, key, amount, reference, refunded: false };
    if (!charges.includes(charge)) charges.push(charge);
    return charge;
  }

  async function takeLater(key: string, amount: number, reference: string): Promise<void> {
    await world().scheduler.sleep(process, LATE_MS);
    take(key, amount, reference);
  }

  /** What the provider does and answers under a key for the first time; a throw is an answer that never comes. */
  function charge(key: string, amount: number, card: string, reference: string): ChargeAnswer {
    switch (card) {
      case "tok_declined":
        declined.add(key);
        return { status: "declined", code: "card_declined" };
      case "tok_late":
        void takeLater(key, amount, reference);
        throw new Error("no answer");
      case "tok_hangs":
        throw new Error("no answer");
      case "tok_dropped":
        take(key, amount, reference);
        throw new Error("connection dropped");
      default:
        return { status: "succeeded", charge: take(key, amount, reference)?.id ?? "" };
    }
  }

  function replay(key: string): ChargeAnswer | undefined {
    if (voided.has(key)) return { status: "voided" };
    if (declined.has(key)) return { status: "declined", code: "card_declined" };
    const charge = chargeOf(key);
    return charge && { status: "succeeded", charge: charge.id };
  }

  const cards: Cards = {
    charge: (key, { amount, card, reference }) =>
      overTheLine(world(), () => replay(key) ?? charge(key, amount, card, reference)),
    void: (key) =>
      overTheLine(world(), () => {
        voided.add(key);
        const charge = chargeOf(key);
        if (!charge) return { status: "voided" } as const;
        charge.refunded = true;
        return { status: "refunded", charge: charge.id } as const;
      }),
    refund: (id) =>
      overTheLine(world(), () => {
        const charge = charges.find((candidate) => candidate.id === id);
        if (charge) charge.refunded = true;
      }),
  };
  return { cards, charges };
}
