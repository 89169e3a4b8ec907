import { expect, test } from "vitest";
import { list } from "./listing.ts";
import { openMarket } from "./market.ts";
import { naiveMarket } from "./naive-market.ts";
import { commandOf, linesOf, openIn, wishesOf } from "./wishes.ts";

const SEQUENCES = 10_000;
const COMMANDS = 28;

const KINDS = [
  "accepted",
  "cancelled by-trader",
  "cancelled day-over",
  "cancelled ioc-remainder",
  "cancelled market-remainder",
  "cancelled self-trade",
  "closed",
  "deal",
  "halted",
  "refused already-filled",
  "refused fat-finger",
  "refused halted",
  "refused max-notional",
  "refused max-position",
  "refused max-quantity",
  "refused order-not-open",
  "refused unknown-order",
  "rejected empty-book",
  "rejected fat-finger",
  "rejected fok-not-fillable",
  "rejected halted",
  "rejected max-notional",
  "rejected max-position",
  "rejected max-quantity",
  "rejected order-id-in-use",
  "replaced",
  "resumed",
];

test("a naive matcher, written in another way, agrees on ten thousand random sequences of commands", () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const [market, naive] = [openMarket(), naiveMarket()];
    market.tell(list);
    for (const [i, wish] of wishesOf(seed, COMMANDS).entries()) {
      const said = naive.tell(wish);
      const lines = linesOf(market.tell(commandOf(wish)));
      if (lines.join("\n") !== said.join("\n"))
        expect({ seed, i, wish, lines }).toEqual({ seed, i, wish, lines: said });
      for (const line of said) {
        const kind = line.replace(/ \S+\/\S+| \d+(@\d+)?/g, "");
        met.set(kind, (met.get(kind) ?? 0) + 1);
      }
    }
    const [open, expected] = [openIn(market.state()), naive.open()];
    if (open.join("\n") !== expected.join("\n")) expect({ seed, open }).toEqual({ seed, open: expected });
  }
  // Whatever can come of a command is met fifty times at least: else the sequences would prove little.
  expect([...met].flatMap(([kind, times]) => (times < 50 ? [] : [kind])).sort()).toEqual(KINDS);
}, 60_000);
