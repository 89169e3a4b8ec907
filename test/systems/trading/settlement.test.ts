import { describe, expect, test } from "vitest";
import { later } from "../../../functions/runtime/index.ts";
import { given, givenSaga, type Heard, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import confirmSettlement from "../../../functions/trading/confirm-settlement.ts";
import { ReserveCash, ReserveHoldings, SettleTrade, TradeExecuted } from "../../../functions/trading/contracts.ts";
import failSettlement from "../../../functions/trading/fail-settlement.ts";
import schedule from "../../../functions/trading/schedule-settlement-on-trade-executed.ts";
import settleTrade from "../../../functions/trading/settle-trade.ts";
import settling from "../../../functions/trading/settling.saga.ts";
import * as step from "./settlement-samples.ts";

const having = (...heard: Heard[]) => givenSaga(settling, heard);
const times = (count: number, heard: Heard): Heard[] => Array(count).fill(heard);
const SHORT = ["cash-short", "too little"] as const;

test("a trade's settlement is scheduled for the time that it says", () => {
  const settlesAt = "2026-01-03T12:00:00.000Z";
  const orders = { aggressor: "buy", buyOrderId: "o-1", sellOrderId: "o-2", buyLeft: 0, sellLeft: 0 } as const;
  given(schedule)
    .when(new TradeExecuted({ ...step.trade, ...orders, settlesAt }))
    .then(later(new SettleTrade(step.trade), { at: settlesAt }));
});

describe("a settlement", () => {
  const asked = new SettleTrade(step.trade);
  test("begins once", () => {
    given(settleTrade).when(asked).then(step.begun);
    for (const facts of [[step.begun], [step.begun, step.settled], [step.begun, step.failed]])
      given(settleTrade, facts).when(asked).thenNothing();
  });
  test("ends once, one way or the other", () => {
    const fail = step.fail(...SHORT);
    given(confirmSettlement, [step.begun]).when(step.confirm).then(step.settled);
    given(confirmSettlement, [step.begun, step.settled]).when(step.confirm).thenNothing();
    given(confirmSettlement, [step.begun, step.failed]).when(step.confirm).thenRejected("not-settling");
    given(failSettlement, [step.begun]).when(fail).then(step.failed);
    given(failSettlement, [step.begun, step.failed]).when(fail).thenNothing();
    given(failSettlement, [step.begun, step.settled]).when(fail).thenRejected("not-settling");
    given(failSettlement).when(fail).thenRejected("not-settling");
  });
});

describe("the process", () => {
  const exchanging = [step.begun, step.cashReserved, step.holdingsReserved];
  test("asks both sides to reserve", () => {
    having().when(step.begun).then(step.reserveCash, step.reserveHoldings).thenWaits("reservation");
  });
  test("exchanges when both have, whoever answers first", () => {
    having(step.begun).when(step.cashReserved).thenNothing().thenWaits("reservation");
    having(step.begun, step.cashReserved)
      .when(step.holdingsReserved)
      .then(...step.deliver)
      .thenWaits("exchange");
    having(step.begun, step.holdingsReserved)
      .when(step.cashReserved)
      .then(...step.deliver);
  });
  test("confirms when both have exchanged, and ends", () => {
    having(...exchanging)
      .when(step.handedOver)
      .thenNothing()
      .thenWaits("exchange");
    having(...exchanging, step.handedOver)
      .when(step.paid)
      .then(step.confirm)
      .thenWaits("ending");
    having(...exchanging, step.handedOver, step.paid)
      .when(step.settled)
      .thenNothing()
      .thenWaits();
  });
  test("never turns an exchange back: it asks again for what is missing, and leaves it to a person in the end", () => {
    having(...exchanging, step.paid)
      .when(timeout("exchange"))
      .then(step.deliver[1])
      .thenWaits("exchange");
    having(...exchanging, step.paid)
      .when(rejected(step.deliver[1], "not-reserved"))
      .thenNothing()
      .thenWaits("exchange");
    const tired = [...exchanging, step.paid, ...times(10, timeout("exchange"))];
    having(...tired.slice(0, -1))
      .when(timeout("exchange"))
      .then(step.deliver[1])
      .thenWaits();
    having(...tired)
      .when(step.handedOver)
      .then(step.confirm);
  });
});

test("a request to reserve expires when its settlement has given it up, not before", () => {
  expect(settling.waits["reservation"]?.within).toBe(900_000);
  expect([ReserveCash, ReserveHoldings].map(({ expiresAfter }) => expiresAfter)).toEqual([25_200_000, 25_200_000]);
  having(step.begun).when(rejected(step.reserveCash, "expired")).thenNothing().thenWaits("reservation");
});

test("a reservation made anew while none is awaited goes back, whatever has become of the trade", () => {
  const heard = [step.begun, step.cashReserved, step.holdingsReserved, step.paid, step.handedOver, step.settled];
  for (const known of [4, 5, 6])
    having(...heard.slice(0, known))
      .when(step.cashReserved)
      .then(step.release[0]);
  having(...heard, step.cashReserved)
    .when(step.cashReleased)
    .thenNothing()
    .thenWaits();
});

describe("a process whose reservation is refused", () => {
  const refused = rejected(step.reserveCash, ...SHORT);
  test("lets both sides go, since either may yet be reserved by what is on its way", () => {
    having(step.begun)
      .when(refused)
      .then(...step.release)
      .thenWaits("compensation");
    having(step.begun, step.holdingsReserved)
      .when(refused)
      .then(...step.release);
    having(step.begun, step.cashReserved)
      .when(rejected(step.reserveHoldings, "holdings-short"))
      .then(...step.release);
  });
  test("fails with the refusal's code and reason when everything is back", () => {
    const back = [step.begun, step.holdingsReserved, refused, step.holdingsReleased];
    having(...back.slice(0, -1))
      .when(step.holdingsReleased)
      .thenNothing()
      .thenWaits("compensation");
    having(...back)
      .when(step.cashVoided)
      .then(step.fail(...SHORT))
      .thenWaits("ending");
    having(...back, step.cashVoided)
      .when(step.failed)
      .thenNothing()
      .thenWaits();
  });
  test("gives back what is reserved after all", () => {
    having(step.begun, refused).when(step.cashReserved).then(step.release[0]).thenWaits("compensation");
    having(step.begun, refused, step.cashVoided, step.holdingsVoided, step.failed)
      .when(step.cashReserved)
      .then(step.release[0])
      .thenWaits();
  });
  test("hears one refusal: a second changes nothing", () => {
    having(step.begun, refused).when(rejected(step.reserveHoldings, "holdings-short")).thenNothing();
  });
  test("cuts a reason that is longer than may be told", () => {
    const long = rejected(step.reserveCash, "c", "x".repeat(300));
    having(step.begun, long, step.cashVoided)
      .when(step.holdingsVoided)
      .then(step.fail("c", "x".repeat(200)));
  });
});

describe("a process that nobody answers", () => {
  test("asks the silent side for six hours, then lets go", () => {
    having(step.begun, step.cashReserved)
      .when(timeout("reservation"))
      .then(step.reserveHoldings)
      .thenWaits("reservation");
    const tired = [step.begun, step.cashReserved, ...times(23, timeout("reservation"))];
    having(...tired)
      .when(timeout("reservation"))
      .then(...step.release)
      .thenWaits("compensation");
    having(...tired, timeout("reservation"), step.cashReleased)
      .when(step.holdingsVoided)
      .then(step.fail("reservation-timeout", "an account has not answered in time"));
  });
  test("asks again for what is not back, and for its own end", () => {
    const given = [step.begun, rejected(step.reserveCash, ...SHORT), step.cashVoided];
    having(...given)
      .when(timeout("compensation"))
      .then(step.release[1])
      .thenWaits("compensation");
    having(...given, step.holdingsVoided)
      .when(timeout("ending"))
      .then(step.fail(...SHORT))
      .thenWaits("ending");
  });
});
