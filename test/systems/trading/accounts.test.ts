import { describe, expect, test } from "vitest";
import { given, givenEvents } from "../../../functions/runtime/testing/index.ts";
import {
  CashReserved,
  RegisterTrader,
  ReserveCash,
  ReserveHoldings,
  TradeReservationVoided,
  TraderRegistered,
} from "../../../functions/trading/contracts.ts";
import deliverTrade from "../../../functions/trading/deliver-trade.ts";
import { account } from "../../../functions/trading/domain/account.ts";
import { needsReservation } from "../../../functions/trading/domain/reservation-checks.ts";
import positions from "../../../functions/trading/positions.projection.ts";
import registerTrader from "../../../functions/trading/register-trader.ts";
import releaseReservation from "../../../functions/trading/release-trade-reservation.ts";
import reserveCash from "../../../functions/trading/reserve-cash.ts";
import reserveHoldings from "../../../functions/trading/reserve-holdings.ts";
import * as sample from "./settlement-samples.ts";

const ann = sample.opened("ann", 1_500, 0);
const bob = sample.opened("bob", 0, 6);
const another = (changes: object) => new ReserveCash({ ...sample.reserveCash.data, ...changes });

describe("a trader", () => {
  const asked = new RegisterTrader(ann.data);
  test("is registered once, however often the same is asked", () => {
    given(registerTrader, []).when(asked).then(ann);
    given(registerTrader, [ann]).when(asked).thenNothing();
  });
  test("is not registered again with another opening", () => {
    given(registerTrader, [ann])
      .when(new RegisterTrader({ ...ann.data, cash: 1_501 }))
      .thenRejected("trader-exists");
  });
  test("names each instrument once", () => {
    const holdings = [...bob.data.holdings, ...bob.data.holdings];
    given(registerTrader, [])
      .when(new RegisterTrader({ ...bob.data, holdings }))
      .thenRejected("holding-named-twice");
  });
  test.each([{ cash: -1 }, { cash: 1.5 }, { cash: 2 ** 53 }, { cash: Number.NaN }, { currency: "euro" }])(
    "cannot open with %j",
    (part) => {
      expect(() => new RegisterTrader({ ...ann.data, ...part })).toThrow("RegisterTrader is not valid");
    },
  );
});

describe("cash", () => {
  test("is reserved once for a trade", () => {
    given(reserveCash, [ann]).when(sample.reserveCash).then(sample.cashReserved);
    given(reserveCash, [ann, sample.cashReserved]).when(sample.reserveCash).thenNothing();
    given(reserveCash, [ann, sample.cashReserved])
      .when(another({ amount: 999 }))
      .thenRejected("already-reserved");
  });
  test("is reserved anew for a settlement that was begun anew, which a late release of the one before leaves alone", () => {
    const anew = new CashReserved({ ...sample.buying, attempt: 2 });
    given(reserveCash, [ann, sample.cashVoided])
      .when(another({ attempt: 2 }))
      .then(anew);
    given(releaseReservation, [ann, sample.cashVoided, anew]).when(sample.release[0]).thenNothing();
    given(deliverTrade, [ann, sample.cashVoided, anew]).when(sample.deliver[0]).thenRejected("not-reserved");
  });
  test("is not reserved twice over", () => {
    given(reserveCash, [ann, sample.cashReserved])
      .when(another({ tradeId: "bun-2", amount: 501 }))
      .thenRejected("cash-short");
    given(reserveCash, [ann, sample.cashReserved])
      .when(another({ tradeId: "bun-2", amount: 500 }))
      .then(new CashReserved({ ...sample.buying, tradeId: "bun-2", amount: 500 }));
  });
  test("is not reserved by whoever is unknown, or keeps another currency or unit", () => {
    given(reserveCash, []).when(sample.reserveCash).thenRejected("trader-unknown");
    given(reserveCash, [ann])
      .when(another({ currency: "USD" }))
      .thenRejected("currency-differs");
    given(reserveCash, [ann])
      .when(another({ decimals: 4 }))
      .thenRejected("currency-differs");
  });
});

describe("holdings", () => {
  test("are reserved once for a trade, and not twice over", () => {
    given(reserveHoldings, [bob]).when(sample.reserveHoldings).then(sample.holdingsReserved);
    given(reserveHoldings, [bob, sample.holdingsReserved]).when(sample.reserveHoldings).thenNothing();
    given(reserveHoldings, [bob, sample.holdingsReserved])
      .when(new ReserveHoldings({ ...sample.reserveHoldings.data, tradeId: "bun-2" }))
      .thenRejected("holdings-short");
  });
  test("of another instrument cover nothing, whatever it is called", () => {
    for (const instrumentId of ["cake", "__proto__", "constructor"])
      given(reserveHoldings, [bob])
        .when(new ReserveHoldings({ ...sample.reserveHoldings.data, instrumentId }))
        .thenRejected("holdings-short");
  });
  test("are not reserved for more cash than can be counted", () => {
    const rich = new TraderRegistered({ ...bob.data, cash: 4_000_000_000_000_000 });
    given(reserveHoldings, [rich])
      .when(new ReserveHoldings({ ...sample.reserveHoldings.data, amount: 9_000_000_000_000_000 }))
      .thenRejected("cash-overflow");
  });
});

test("a refusal tells the others in the trade nothing of what the account has", () => {
  const current = { ...account.initial, opening: ann.data, cash: 1_500 };
  expect(() => needsReservation(current, "buy", another({ amount: 1_501 }).data)).toThrow(
    /^the account does not cover 1501$/,
  );
});

test("an account remembers the last 500 of its reservations that have ended, so that it stays small", () => {
  const voided = Array.from(
    { length: 501 },
    (_, i) => new TradeReservationVoided({ ...sample.bought, tradeId: `t-${i}` }),
  );
  const asked = (tradeId: string) => given(reserveCash, [ann, ...voided]).when(another({ tradeId }));
  asked("t-1").thenRejected("reservation-ended");
  asked("t-0").then(new CashReserved({ ...sample.buying, tradeId: "t-0" }));
});

describe("a release", () => {
  test("gives back what was reserved, once", () => {
    given(releaseReservation, [ann, sample.cashReserved]).when(sample.release[0]).then(sample.cashReleased);
    given(releaseReservation, [ann, sample.cashReserved, sample.cashReleased]).when(sample.release[0]).thenNothing();
  });
  test("that comes first makes the reservation impossible", () => {
    given(releaseReservation, [ann]).when(sample.release[0]).then(sample.cashVoided);
    given(reserveCash, [ann, sample.cashVoided]).when(sample.reserveCash).thenRejected("reservation-ended");
  });
  test("leaves alone what has been delivered", () => {
    given(releaseReservation, [ann, sample.cashReserved, sample.paid]).when(sample.release[0]).thenNothing();
  });
});

describe("a delivery", () => {
  test("moves what was reserved, once", () => {
    given(deliverTrade, [ann, sample.cashReserved]).when(sample.deliver[0]).then(sample.paid);
    given(deliverTrade, [ann, sample.cashReserved, sample.paid]).when(sample.deliver[0]).thenNothing();
    given(deliverTrade, [bob, sample.holdingsReserved]).when(sample.deliver[1]).then(sample.handedOver);
  });
  test("of what was never reserved, or was released, is refused", () => {
    given(deliverTrade, [ann]).when(sample.deliver[0]).thenRejected("not-reserved");
    given(deliverTrade, [ann, sample.cashReserved, sample.cashReleased])
      .when(sample.deliver[0])
      .thenRejected("not-reserved");
  });
});

describe("positions show", () => {
  const kept = { currency: "EUR", decimals: 2 };
  test("what a trader has and what is reserved of it", () => {
    givenEvents(positions, [ann, sample.cashReserved]).thenRow({
      traderId: "ann",
      ...kept,
      cash: { held: 1_500, reserved: 1_000 },
      holdings: { bun: { held: 0, reserved: 0 } },
    });
  });
  test("both sides of an exchange", () => {
    givenEvents(positions, [
      ann,
      bob,
      sample.cashReserved,
      sample.holdingsReserved,
      sample.paid,
      sample.handedOver,
    ]).thenRows({
      ann: { traderId: "ann", ...kept, cash: { held: 500, reserved: 0 }, holdings: { bun: { held: 4, reserved: 0 } } },
      bob: {
        traderId: "bob",
        ...kept,
        cash: { held: 1_000, reserved: 0 },
        holdings: { bun: { held: 2, reserved: 0 } },
      },
    });
  });
  test("nothing reserved after a release", () => {
    givenEvents(positions, [bob, sample.holdingsReserved, sample.holdingsReleased]).thenRow({
      traderId: "bob",
      ...kept,
      cash: { held: 0, reserved: 0 },
      holdings: { bun: { held: 6, reserved: 0 } },
    });
  });
});
