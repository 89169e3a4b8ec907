import { expect, test } from "vitest";
import { HaltTrading, ResumeTrading } from "../../../functions/trading/contracts.ts";
import { openDesk } from "../../bench/trading/desk.ts";
import { envelopeOf, listing, orderOf } from "../../bench/trading/flow.ts";

const ACME = "ACME";
const orders = (from: number, count: number) => Array.from({ length: count }, (_, i) => orderOf(ACME, from + i));

/** A desk whose book is warm. */
async function openBook() {
  const desk = openDesk(0);
  await desk.decide([listing(ACME)]);
  await desk.decide(orders(0, 2));
  await desk.publish();
  const { written } = desk.counts;
  const [calls, writeUnits] = [{ ...written.calls }, written.writeUnits];
  const used = () => ({
    calls: Object.fromEntries(Object.entries(written.calls).map(([name, count]) => [name, count - (calls[name] ?? 0)])),
    writeUnits: written.writeUnits - writeUnits,
  });
  return { ...desk, used };
}

test("ten commands of one instrument are one write, which costs less than a unit each", async () => {
  const { decide, committed, used } = await openBook();
  await decide(orders(2, 10));
  expect(used()).toMatchObject({ calls: { PutItem: 1, Query: 0 } });
  expect(used().writeUnits).toBeLessThan(10);
  expect(committed().map(({ answers }) => answers.length)).toEqual([10]);
});

test("one by one they are ten writes", async () => {
  const { decide, used } = await openBook();
  for (const order of orders(2, 10)) await decide([order]);
  expect(used()).toMatchObject({ calls: { PutItem: 10, Query: 0 } });
});

test("ten commands of ten instruments are ten writes", async () => {
  const { decide, used } = await openBook();
  const names = Array.from({ length: 10 }, (_, i) => `${ACME}-${i}`);
  await decide(names.map(listing));
  const before = used().calls["PutItem"] ?? 0;
  await decide(names.map((name) => orderOf(name, 0)));
  expect((used().calls["PutItem"] ?? 0) - before).toBe(10);
});

test("a halt among the orders of one batch splits no commit: whole orders before it, refusals after it", async () => {
  const { decide, committed } = await openBook();
  const halt = envelopeOf(new HaltTrading({ instrumentId: ACME, reason: "news" }), ACME, "halt");
  const resume = envelopeOf(new ResumeTrading({ instrumentId: ACME }), ACME, "resume");
  await decide(orders(2, 1));
  await decide([orderOf(ACME, 3), halt, orderOf(ACME, 4), resume, orderOf(ACME, 6)]);
  const [, commit, ...others] = committed();
  expect(others).toEqual([]);
  const said = commit!.answers.map(({ id }, index) => [
    id,
    commit!.events.filter(({ by }) => by === index).map(({ type }) => type),
  ]);
  expect(said).toEqual([
    ["ACME-order-3", ["TradeOrderAccepted", "TradeExecuted", "TradeOrderFilled", "TradeOrderFilled"]],
    ["halt", ["TradingHalted"]],
    ["ACME-order-4", ["TradeOrderRejected"]],
    ["resume", ["TradingResumed"]],
    ["ACME-order-6", ["TradeOrderAccepted"]],
  ]);
});
