import { describe, test } from "vitest";
import { given, givenSaga, type Heard, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import {
  CashReserved,
  DeliverTrade,
  HoldingsReserved,
  ReserveCash,
  ReserveHoldings,
  SettleTrade,
} from "../../../functions/trading/contracts.ts";
import failSettlement from "../../../functions/trading/fail-settlement.ts";
import settleTrade from "../../../functions/trading/settle-trade.ts";
import settling from "../../../functions/trading/settling.saga.ts";
import * as step from "./settlement-samples.ts";

const having = (...heard: Heard[]) => givenSaga(settling, heard);
const times = (count: number, heard: Heard): Heard[] => Array(count).fill(heard);
const SHORT = ["cash-short", "too little"] as const;

test("a settlement begins anew if no account had answered, and is not ended by what is left of the one before", () => {
  const asked = new SettleTrade(step.trade);
  const heard = [step.begun, step.unanswered];
  given(settleTrade, heard).when(asked).then(step.begunAnew);
  given(settleTrade, heard)
    .when(new SettleTrade({ ...step.trade, price: 1 }))
    .then(step.begunAnew);
  given(settleTrade, [...heard, step.begunAnew])
    .when(asked)
    .thenNothing();
  given(failSettlement, [...heard, step.begunAnew])
    .when(step.fail(...SHORT))
    .thenNothing();
});

describe("a process that was begun anew", () => {
  const givenUp = [step.begun, ...times(24, timeout("reservation")), step.cashVoided, step.holdingsVoided];
  const anew = [...givenUp, step.unanswered, step.begunAnew];
  const again = <D extends object>(data: D) => ({ ...data, attempt: 2 });
  test("asks for reservations of its own, even before it hears of the failure", () => {
    const asks = [new ReserveCash(again(step.reserveCash.data)), new ReserveHoldings(again(step.reserveHoldings.data))];
    for (const told of [[step.unanswered], []])
      having(...givenUp, ...told)
        .when(step.begunAnew)
        .then(...asks)
        .thenWaits("reservation");
    having(...givenUp, step.begunAnew)
      .when(step.unanswered)
      .thenNothing()
      .thenWaits("reservation");
  });
  test("gives back a reservation of the one before, and hears neither its refusals nor its returns", () => {
    having(...anew)
      .when(step.cashReserved)
      .then(step.release[0])
      .thenWaits("reservation");
    having(...anew)
      .when(rejected(step.reserveCash, ...SHORT))
      .thenNothing()
      .thenWaits("reservation");
    const refused = rejected(new ReserveCash(again(step.reserveCash.data)), ...SHORT);
    having(...anew, refused, step.cashVoided)
      .when(step.holdingsVoided)
      .thenNothing()
      .thenWaits("compensation");
  });
  test("exchanges what it has reserved itself", () => {
    having(...anew, new CashReserved(again(step.buying)))
      .when(new HoldingsReserved(again(step.selling)))
      .then(...step.deliver.map(({ data }) => new DeliverTrade(again(data))))
      .thenWaits("exchange");
  });
});
