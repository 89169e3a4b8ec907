import type { Message } from "../../../functions/runtime/contract.ts";

interface Seen {
  readonly type: string;
  readonly data: {
    readonly orderId: string;
    readonly traderId: string;
    readonly side: "buy" | "sell";
    readonly quantity: number;
    readonly price?: number;
    readonly left: number;
  };
}

/** What the facts say of one order, from its acceptance on. */
export interface Life {
  readonly name: string;
  ordered: number;
  limit: number | undefined;
  filled: number;
  cancelled: number;
  /** How often it was filled to the end, or cancelled. */
  ends: number;
  readonly faults: string[];
}

const STEPS: Readonly<Record<string, (life: Life, data: Seen["data"]) => void>> = {
  TradeOrderReplaced(life, { quantity, price }) {
    life.ordered = quantity;
    life.limit = price;
  },
  TradeOrderCancelled(life, { quantity }) {
    life.cancelled += quantity;
    life.ends++;
  },
  TradeOrderFilled(life, { side, quantity, price = 0, left }) {
    const { limit = price, ends, name } = life;
    if (ends > 0) life.faults.push(`${name} was filled after its end`);
    if (side === "buy" ? price > limit : price < limit) life.faults.push(`${name} traded through its limit`);
    life.filled += quantity;
    if (left === 0) life.ends++;
  },
};

/** Counts every order from the facts alone; once a day has closed, an id may come again, as another order. */
export function orderLives(facts: readonly Message[]): Life[] {
  const lives: Life[] = [];
  for (const { type, data } of facts as unknown as readonly Seen[]) {
    const name = `${data.traderId}/${data.orderId}`;
    const { quantity: ordered, price: limit } = data;
    if (type === "TradeOrderAccepted")
      lives.push({ name, ordered, limit, filled: 0, cancelled: 0, ends: 0, faults: [] });
    const life = lives.findLast((each) => each.name === name);
    if (life) STEPS[type]?.(life, data);
  }
  return lives;
}
