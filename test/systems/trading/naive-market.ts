import { terms } from "./listing.ts";

/** What is asked of a market, in a form that only the tests have. */
export type Wish =
  | {
      readonly what: "place";
      readonly name: string;
      readonly side: "buy" | "sell";
      readonly quantity: number;
      readonly price?: number;
      readonly until: "day" | "ioc" | "fok";
    }
  | { readonly what: "replace"; readonly name: string; readonly quantity: number; readonly price: number }
  | { readonly what: "cancel"; readonly name: string }
  | { readonly what: "halt" | "resume" | "close" };

type Place = Extract<Wish, { what: "place" }>;

interface Entry {
  name: string;
  side: "buy" | "sell";
  price: number;
  ordered: number;
  left: number;
  seq: number;
}

interface Deal {
  readonly price: number;
  readonly quantity: number;
  readonly buyer: string;
  readonly seller: string;
}

const pieceByPiece = ({ quantity, price }: Deal): number[] => Array(quantity).fill(price);

const traderOf = (name: string) => name.split("/")[0];

/** A market as one flat list that is sorted anew at every step and counted anew at every question: slow, and hard to get wrong. */
export function naiveMarket() {
  let entries: Entry[] = [];
  let used: string[] = [];
  let halted = false;
  let serial = 0;
  const deals: Deal[] = [];

  const reference = () => deals.at(-1)?.price ?? terms.referencePrice;
  const limitBroken = (name: string, side: "buy" | "sell", whole: number, more: number, prices: number[]) => {
    const { maxQuantity, maxNotional, maxPosition, fatFingerBps } = terms.limits;
    const trader = traderOf(name);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    const bought = sum(deals.filter(({ buyer }) => traderOf(buyer) === trader).map(({ quantity }) => quantity));
    const sold = sum(deals.filter(({ seller }) => traderOf(seller) === trader).map(({ quantity }) => quantity));
    const own = entries.filter((entry) => entry.side === side && traderOf(entry.name) === trader);
    const net = side === "buy" ? bought - sold : sold - bought;
    if (whole > maxQuantity) return "max-quantity";
    const [low, high] = [reference() * (1 - fatFingerBps / 10_000), reference() * (1 + fatFingerBps / 10_000)];
    if (prices.some((price) => price < low - 1e-9 || price > high + 1e-9)) return "fat-finger";
    if (sum(prices) > maxNotional) return "max-notional";
    return net + sum(own.map(({ left }) => left)) + more > maxPosition ? "max-position" : undefined;
  };

  /** Trades step by step on the list given, and tells each deal. */
  const run = (on: Entry[], taker: Entry, any: boolean, tell: (deal: Deal) => void): string | undefined => {
    const better = (a: Entry, b: Entry) => (taker.side === "buy" ? a.price - b.price : b.price - a.price);
    while (taker.left > 0) {
      const [best] = on
        .filter(({ side, left }) => side !== taker.side && left > 0)
        .filter(({ price }) => any || (taker.side === "buy" ? price <= taker.price : price >= taker.price))
        .sort((a, b) => better(a, b) || a.seq - b.seq);
      if (!best) return undefined;
      if (traderOf(best.name) === traderOf(taker.name)) return "self-trade";
      const quantity = Math.min(best.left, taker.left);
      best.left -= quantity;
      taker.left -= quantity;
      const [buyer, seller] = taker.side === "buy" ? [taker.name, best.name] : [best.name, taker.name];
      tell({ price: best.price, quantity, buyer, seller });
    }
    return undefined;
  };

  const enter = (taker: Entry, any: boolean, until: string): string[] => {
    const lines: string[] = [];
    const stop = run(entries, taker, any, (deal) => {
      deals.push(deal);
      lines.push(`deal ${deal.buyer} ${deal.seller} ${deal.quantity}@${deal.price}`);
    });
    entries = entries.filter(({ left }) => left > 0);
    if (taker.left === 0) return lines;
    const why = stop ?? (any ? "market-remainder" : until === "day" ? undefined : "ioc-remainder");
    if (why) return [...lines, `cancelled ${taker.name} ${taker.left} ${why}`];
    entries.push(taker);
    return lines;
  };

  const place = ({ name, side, quantity, price, until }: Place): string[] => {
    const taker = { name, side, price: price ?? 0, ordered: quantity, left: quantity, seq: ++serial };
    const any = price === undefined;
    const trial = { ...taker };
    const dealt: Deal[] = [];
    const stop = run(structuredClone(entries), trial, any, (deal) => dealt.push(deal));
    const broken =
      (halted && "halted") ||
      (used.includes(name) && "order-id-in-use") ||
      limitBroken(name, side, quantity, quantity, any ? dealt.flatMap(pieceByPiece) : Array(quantity).fill(price)) ||
      (any && dealt.length === 0 && !stop && "empty-book") ||
      (until === "fok" && trial.left > 0 && "fok-not-fillable");
    if (broken) return [`rejected ${name} ${broken}`];
    used.push(name);
    return [`accepted ${name}`, ...enter(taker, any, until)];
  };

  const absent = (name: string) => [`refused ${used.includes(name) ? "order-not-open" : "unknown-order"}`];

  const replace = ({ name, quantity, price }: Extract<Wish, { what: "replace" }>): string[] => {
    const entry = entries.find((each) => each.name === name);
    if (!entry) return absent(name);
    if (entry.price === price && entry.ordered === quantity) return [];
    if (halted) return ["refused halted"];
    const left = quantity - (entry.ordered - entry.left);
    if (left <= 0) return ["refused already-filled"];
    if (entry.price === price && left < entry.left) {
      Object.assign(entry, { left, ordered: quantity });
      return [`replaced ${name}`];
    }
    const broken = limitBroken(name, entry.side, quantity, left - entry.left, Array(quantity).fill(price));
    if (broken) return [`refused ${broken}`];
    entries = entries.filter((each) => each !== entry);
    return [`replaced ${name}`, ...enter({ ...entry, price, left, ordered: quantity, seq: ++serial }, false, "day")];
  };

  const cancel = (name: string): string[] => {
    const entry = entries.find((each) => each.name === name);
    if (!entry) return absent(name);
    entries = entries.filter((each) => each !== entry);
    return [`cancelled ${name} ${entry.left} by-trader`];
  };

  const close = (): string[] => {
    if (used.length === 0) return [];
    const ended = sorted();
    [entries, used] = [[], []];
    return ["closed", ...ended.map(({ name, left }) => `cancelled ${name} ${left} day-over`)];
  };

  const sorted = () =>
    ["buy", "sell"].flatMap((side) =>
      entries
        .filter((entry) => entry.side === side)
        .sort((a, b) => (side === "buy" ? b.price - a.price : a.price - b.price) || a.seq - b.seq),
    );

  const turn = (to: boolean): string[] => {
    if (halted === to) return [];
    halted = to;
    return [to ? "halted" : "resumed"];
  };

  return {
    /** Does it, and says what came of it. */
    tell(wish: Wish): string[] {
      if (wish.what === "place") return place(wish);
      if (wish.what === "replace") return replace(wish);
      if (wish.what === "cancel") return cancel(wish.name);
      return wish.what === "close" ? close() : turn(wish.what === "halt");
    },
    /** What is open: bids, then asks, the best and oldest first. */
    open: () => sorted().map(({ name, side, price, left }) => `${side} ${name} ${left}@${price}`),
  };
}
