import { describe, expect, test } from "vitest";
import { later } from "../../../functions/runtime/index.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import closeTradingDay from "../../../functions/trading/close-trading-day.ts";
import {
  CloseTradingDay,
  GetQuote,
  HaltTrading,
  ListInstrument,
  Quote,
  ResumeTrading,
  TradingDayClosed,
  TradingHalted,
  TradingResumed,
} from "../../../functions/trading/contracts.ts";
import { closeTime, settlementTime, tradingDay } from "../../../functions/trading/domain/calendar.ts";
import getQuote from "../../../functions/trading/get-quote.ts";
import haltTrading from "../../../functions/trading/halt-trading.ts";
import listInstrument from "../../../functions/trading/list-instrument.ts";
import placeTradeOrder from "../../../functions/trading/place-trade-order.ts";
import resumeTrading from "../../../functions/trading/resume-trading.ts";
import { accepted, cancelled, DAY, listed } from "./facts.ts";
import { instrumentId, list, place, terms } from "./listing.ts";
import { openMarket } from "./market.ts";
import { openIn } from "./wishes.ts";

const close = new CloseTradingDay({ instrumentId, day: DAY });
const closed = new TradingDayClosed({ instrumentId, day: DAY });
const buy = accepted(["ann/1", "buy", 5, 99]);
const sell = accepted(["bob/1", "sell", 3, 101]);

describe("a trading day", () => {
  test("ends at the close, to the millisecond", () => {
    expect(tradingDay("2026-01-31T17:29:59.999Z", "17:30")).toBe("2026-01-31");
    expect(tradingDay("2026-01-31T17:30:00.000Z", "17:30")).toBe("2026-02-01");
    expect(closeTime("2026-01-31", "17:30")).toBe("2026-01-31T17:30:00.000Z");
  });
  test("of settlement is whole days later, over months and clock changes", () => {
    expect(settlementTime("2026-02-27T12:00:00.000Z", 2)).toBe("2026-03-01T12:00:00.000Z");
    expect(settlementTime("2026-03-28T12:00:00.000Z", 2)).toBe("2026-03-30T12:00:00.000Z");
    expect(settlementTime("2026-03-28T12:00:00.000Z", 0)).toBe("2026-03-28T12:00:00.000Z");
  });
  test("has its close arranged by its first order, and by no other", () => {
    given(placeTradeOrder, [listed])
      .when(place("ann/1", "buy", 5, 99))
      .then(buy, later(close, { at: "2026-01-01T17:30:00.000Z" }));
    return given(placeTradeOrder, [listed, buy])
      .when(place("bob/1", "sell", 3, 101))
      .then(sell);
  });
  test("is closed with every order that is still open, bids first", () =>
    given(closeTradingDay, [listed, buy, sell])
      .when(close)
      .then(closed, cancelled("ann/1", "buy", 5, "day-over"), cancelled("bob/1", "sell", 3, "day-over")));
  test("is closed once, and only if it is the one under way", () => {
    given(closeTradingDay, [listed, buy, closed, cancelled("ann/1", "buy", 5, "day-over")])
      .when(close)
      .thenNothing();
    return given(closeTradingDay, [listed, buy])
      .when(new CloseTradingDay({ instrumentId, day: "2025-12-31" }))
      .thenNothing();
  });
  test("that is over ends before the next order, however late its close is", () =>
    given(placeTradeOrder, [listed, buy])
      .when(place("ann/1", "sell", 1, 99), { now: "2026-01-01T17:30:00.000Z" })
      .then(
        closed,
        close,
        accepted(["ann/1", "sell", 1, 99], true, "2026-01-02"),
        later(new CloseTradingDay({ instrumentId, day: "2026-01-02" }), { at: "2026-01-02T17:30:00.000Z" }),
      ));
  test("with more orders than one commit tells of is told in portions, and its book is empty from the first", () => {
    const { tell, state } = openMarket();
    tell(list);
    for (let i = 0; i < 1_100; i++) tell(place(`trader-${i}/1`, "buy", 1, 95 + (i % 5)));
    const portions = [tell(close), tell(close), tell(close), tell(close)];
    expect(portions.map(({ events, others }) => [events.length, others])).toEqual([
      [501, [close]],
      [500, [close]],
      [100, []],
      [0, []],
    ]);
    expect([openIn(state()), state().expired, state().day]).toEqual([[], [], null]);
  });
});

test("a listing is made once, and stands", () => {
  given(listInstrument).when(list).then(listed);
  given(listInstrument, [listed]).when(list).thenNothing();
  return given(listInstrument, [listed])
    .when(new ListInstrument({ ...terms, settlementDays: 1 }))
    .thenRejected("already-listed");
});

test("trading is halted once and resumed once", () => {
  const [halt, halted] = [HaltTrading, TradingHalted].map((Of) => new Of({ instrumentId, reason: "news" }));
  const [resume, resumed] = [new ResumeTrading({ instrumentId }), new TradingResumed({ instrumentId })];
  given(haltTrading, [listed])
    .when(halt as HaltTrading)
    .then(halted as TradingHalted);
  given(haltTrading, [listed, halted as TradingHalted])
    .when(halt as HaltTrading)
    .thenNothing();
  given(resumeTrading, [listed, halted as TradingHalted])
    .when(resume as ResumeTrading)
    .then(resumed as TradingResumed);
  return given(resumeTrading, [listed])
    .when(resume as ResumeTrading)
    .thenNothing();
});

test("a quote is the best of either side, and nothing where nobody is", () => {
  const quote = new GetQuote({ instrumentId });
  given(getQuote, [listed])
    .when(quote)
    .then(new Quote({ instrumentId, halted: false }));
  return given(getQuote, [listed, buy, sell])
    .when(quote)
    .then(new Quote({ instrumentId, bid: 99, ask: 101, halted: false }));
});
