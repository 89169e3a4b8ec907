import { expect, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import confirmAcceptance from "../../../functions/trading/confirm-acceptance-on-trade-order-accepted.ts";
import confirmCancellation from "../../../functions/trading/confirm-cancellation-on-trade-order-cancelled.ts";
import confirmFill from "../../../functions/trading/confirm-fill-on-trade-order-filled.ts";
import confirmRejection from "../../../functions/trading/confirm-rejection-on-trade-order-rejected.ts";
import confirmReplacement from "../../../functions/trading/confirm-replacement-on-trade-order-replaced.ts";
import {
  ConfirmationIssued,
  TradeOrderAccepted,
  TradeOrderCancelled,
  TradeOrderFilled,
  TradeOrderRejected,
  TradeOrderReplaced,
} from "../../../functions/trading/contracts.ts";

const name = { instrumentId: "bun", orderId: "o-1", traderId: "ann" };
const order = { ...name, side: "buy", type: "limit", timeInForce: "day", quantity: 5, price: 100 } as const;
const fact = { version: 9, now: "2026-01-01T12:00:00.000Z" };
const seen = { at: "2026-01-01T12:00:00.000Z", version: 9 };
const told = { ...name, side: "buy", ...seen } as const;

test("a trader is told that an order was accepted", () => {
  given(confirmAcceptance)
    .when(new TradeOrderAccepted({ ...order, day: "2026-01-01", rests: true }), fact)
    .then(new ConfirmationIssued({ ...told, what: "accepted", quantity: 5, price: 100 }));
});

test("a trader is told that an order was refused, and why", () => {
  const why = { code: "halted", reason: "trading is halted" };
  given(confirmRejection)
    .when(new TradeOrderRejected({ ...order, ...why }), fact)
    .then(new ConfirmationIssued({ ...told, what: "rejected", quantity: 5, price: 100, ...why }));
});

test("a trader is told that an order was filled, and what it has left", () => {
  const fill = { side: "buy", price: 90, quantity: 2, ordered: 5, left: 3, maker: true, tradeId: "bun-1" } as const;
  given(confirmFill)
    .when(new TradeOrderFilled({ ...name, ...fill }), fact)
    .then(new ConfirmationIssued({ ...told, what: "filled", quantity: 2, price: 90, left: 3, tradeId: "bun-1" }));
});

test("a trader is told that an order was replaced", () => {
  const change = { quantity: 4, price: 101, left: 2, from: { price: 100, left: 3 }, keepsPlace: false, rests: true };
  given(confirmReplacement)
    .when(new TradeOrderReplaced({ ...name, side: "buy", ...change }), fact)
    .then(new ConfirmationIssued({ ...told, what: "replaced", quantity: 4, price: 101, left: 2 }));
});

test("a trader is told that an order was cancelled, and why", () => {
  given(confirmCancellation)
    .when(new TradeOrderCancelled({ ...name, side: "buy", quantity: 3, code: "day-over" }), fact)
    .then(new ConfirmationIssued({ ...told, what: "cancelled", quantity: 3, code: "day-over" }));
});

test("all confirmations come through one queue, so that those of one trader are one commit", () => {
  const all = [confirmAcceptance, confirmCancellation, confirmFill, confirmRejection, confirmReplacement];
  expect(all.map(({ options }) => options.queue)).toEqual(Array(5).fill("confirmations"));
});
