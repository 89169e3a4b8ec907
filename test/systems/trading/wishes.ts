import type { Message } from "../../../functions/runtime/contract.ts";
import {
  CancelTradeOrder,
  CloseTradingDay,
  HaltTrading,
  ReplaceTradeOrder,
  ResumeTrading,
} from "../../../functions/trading/contracts.ts";
import type { Book } from "../../../functions/trading/domain/resting-orders.ts";
import { chance } from "../commerce/chance.ts";
import { instrumentId, place } from "./listing.ts";
import type { Told } from "./market.ts";
import type { Wish } from "./naive-market.ts";

export const DAY = "2026-01-01";

/** Whatever people ask of one instrument, as the seed says: few names and few prices, so that they meet. */
export function wishesOf(seed: number, count: number): Wish[] {
  const random = chance(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const name = () => `${one(["ann", "bob", "cid"])}/${upTo(5)}`;
  const price = () => (random() < 0.03 ? one([80, 111]) : 95 + upTo(9));
  const quantity = () => (random() < 0.06 ? one([10, 11]) : upTo(6));
  const placed = (): Wish => {
    const [side, until] = [one(["buy", "sell"] as const), one(["day", "day", "day", "day", "ioc", "fok"] as const)];
    const market = random() < 0.12;
    return { what: "place", name: name(), side, quantity: quantity(), until, ...(!market && { price: price() }) };
  };
  const kinds: readonly (readonly [share: number, make: () => Wish])[] = [
    [0.6, placed],
    [0.15, () => ({ what: "replace", name: name(), quantity: quantity(), price: price() })],
    [0.15, () => ({ what: "cancel", name: name() })],
    [0.02, () => ({ what: "halt" })],
    [0.06, () => ({ what: "resume" })],
    [0.02, () => ({ what: "close" })],
  ];
  return Array.from({ length: count }, () => {
    let draw = random();
    const kind = kinds.find(([share]) => {
      draw -= share;
      return draw < 0;
    });
    return (kind?.[1] ?? placed)();
  });
}

const named = (name: string) => {
  const [traderId = "", orderId = ""] = name.split("/");
  return { instrumentId, traderId, orderId };
};

/** The command that says a wish. */
export function commandOf(wish: Wish): Message {
  switch (wish.what) {
    case "place": {
      const { name, side, quantity, price, until } = wish;
      return place(name, side, quantity, price, { timeInForce: until });
    }
    case "replace":
      return new ReplaceTradeOrder({ ...named(wish.name), quantity: wish.quantity, price: wish.price });
    case "cancel":
      return new CancelTradeOrder(named(wish.name));
    case "halt":
      return new HaltTrading({ instrumentId, reason: "news" });
    case "resume":
      return new ResumeTrading({ instrumentId });
    case "close":
      return new CloseTradingDay({ instrumentId, day: DAY });
  }
}

interface Seen {
  readonly traderId: string;
  readonly orderId: string;
  readonly quantity: number;
  readonly price: number;
  readonly code: string;
  readonly buyerId: string;
  readonly buyOrderId: string;
  readonly sellerId: string;
  readonly sellOrderId: string;
}

const LINES: Readonly<Record<string, (name: string, seen: Seen) => string | undefined>> = {
  TradeOrderAccepted: (name) => `accepted ${name}`,
  TradeOrderReplaced: (name) => `replaced ${name}`,
  TradeOrderRejected: (name, { code }) => `rejected ${name} ${code}`,
  TradeOrderCancelled: (name, { quantity, code }) => `cancelled ${name} ${quantity} ${code}`,
  TradeExecuted: (_, { buyerId, buyOrderId, sellerId, sellOrderId, quantity, price }) =>
    `deal ${buyerId}/${buyOrderId} ${sellerId}/${sellOrderId} ${quantity}@${price}`,
  TradingHalted: () => "halted",
  TradingResumed: () => "resumed",
  TradingDayClosed: () => "closed",
};

/** What came of a command, in the words of the naive market. */
export function linesOf({ events, rejected }: Told): string[] {
  const lines = events.flatMap(({ type, data }) => {
    const seen = data as Seen;
    return LINES[type]?.(`${seen.traderId}/${seen.orderId}`, seen) ?? [];
  });
  return rejected === undefined ? lines : [`refused ${rejected}`];
}

/** What is open in a book, in the words of the naive market. */
export const openIn = ({ bids, asks }: Book): string[] =>
  [["buy", bids] as const, ["sell", asks] as const].flatMap(([side, levels]) =>
    levels.flatMap(({ price, orders }) =>
      orders.map(({ traderId, orderId, left }) => `${side} ${traderId}/${orderId} ${left}@${price}`),
    ),
  );
