import { describe, expect, test } from "vitest";
import type { Cards, ChargeAnswer } from "../../../functions/commerce/cards.ts";
import {
  PaymentDeclined,
  PaymentProcessed,
  PaymentRefunded,
  PaymentVoided,
  ProcessPayment,
  RefundPayment,
} from "../../../functions/commerce/contracts.ts";
import processPayment from "../../../functions/commerce/process-payment.ts";
import refundPayment from "../../../functions/commerce/refund-payment.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { card, euros, orderId, total } from "./samples.ts";

const pay = (attempt = 1) => new ProcessPayment({ orderId, attempt, amount: total, card });
const refund = new RefundPayment({ orderId, amount: total });
const processed = new PaymentProcessed({ orderId, amount: total, charge: "ch-1" });
const declined = new PaymentDeclined({ orderId, amount: total, code: "card_declined" });
const refunded = new PaymentRefunded({ orderId, amount: total, charge: "ch-1" });
const voided = new PaymentVoided({ orderId, amount: total });

/** A gateway that answers as told and notes what it was asked. */
function gateway(answers: { charge?: ChargeAnswer; void?: Awaited<ReturnType<Cards["void"]>> } = {}) {
  const calls: unknown[] = [];
  const cards: Cards = {
    charge: async (...call) => {
      calls.push(["charge", ...call]);
      return answers.charge ?? { status: "succeeded", charge: "ch-1" };
    },
    void: async (key) => {
      calls.push(["void", key]);
      return answers.void ?? { status: "voided" };
    },
    refund: async (...call) => void calls.push(["refund", ...call]),
  };
  return { cards, calls };
}
const request = { amount: 1_350, currency: "EUR", card: "tok_ok", reference: "o-1" };

describe("a payment is processed", () => {
  test("by one charge under the attempt's key", async () => {
    const { cards, calls } = gateway();
    await given(processPayment).when(pay(), { needs: { cards } }).then(processed);
    expect(calls).toEqual([["charge", "payment/o-1/0/charge", request]]);
  });
  test("or declined with the provider's code", () => {
    const { cards } = gateway({ charge: { status: "declined", code: "card_declined" } });
    return given(processPayment).when(pay(), { needs: { cards } }).then(declined);
  });
  test("or refused when the provider knows its key as voided", () => {
    const { cards } = gateway({ charge: { status: "voided" } });
    return given(processPayment).when(pay(), { needs: { cards } }).thenRejected("payment-voided");
  });
  test("again under a new key, with another card after a decline", async () => {
    const { cards, calls } = gateway();
    await given(processPayment, [declined]).when(pay(2), { needs: { cards } }).then(processed);
    expect(calls).toEqual([["charge", "payment/o-1/1/charge", request]]);
  });
  test("later if the provider does not answer", () => {
    const cards = { charge: () => Promise.reject(new Error("no answer")) };
    return given(processPayment)
      .when(pay(), { needs: { cards: { ...gateway().cards, ...cards } } })
      .thenFails("failed");
  });
});

describe("the provider is not called for a payment", () => {
  test("that is asked for again after it was processed", () =>
    given(processPayment, [processed]).when(pay()).thenNothing());
  test("that is asked for again after it was declined", () =>
    given(processPayment, [declined]).when(pay()).thenNothing());
  test("by another attempt after it was processed", () =>
    given(processPayment, [processed]).when(pay(2)).thenNothing());
  test("whose attempt before has no answer", () =>
    given(processPayment).when(pay(2)).thenRejected("attempt-too-early"));
  test("that was voided", () => given(processPayment, [voided]).when(pay()).thenRejected("payment-voided"));
  test("that was refunded", () =>
    given(processPayment, [processed, refunded]).when(pay()).thenRejected("payment-voided"));
  test("that was refunded before anyone heard of it", () =>
    given(processPayment, [refunded]).when(pay()).thenRejected("payment-voided"));
});

describe("a payment is refunded", () => {
  test("by its charge, as much as was taken", async () => {
    const { cards, calls } = gateway();
    const other = new RefundPayment({ orderId, amount: euros(1) });
    await given(refundPayment, [processed]).when(other, { needs: { cards } }).then(refunded);
    expect(calls).toEqual([["refund", "ch-1", "payment/o-1/1/refund"]]);
  });
  test("by voiding the key of the attempt under way, if nothing is known of it", async () => {
    const { cards, calls } = gateway();
    await given(refundPayment).when(refund, { needs: { cards } }).then(voided);
    expect(calls).toEqual([["void", "payment/o-1/0/charge"]]);
  });
  test("by the provider, if it had taken the money without a word", () => {
    const { cards } = gateway({ void: { status: "refunded", charge: "ch-1" } });
    return given(refundPayment).when(refund, { needs: { cards } }).then(refunded);
  });
  test("by voiding the key of the next attempt after a decline", async () => {
    const { cards, calls } = gateway();
    await given(refundPayment, [declined]).when(refund, { needs: { cards } }).then(voided);
    expect(calls).toEqual([["void", "payment/o-1/1/charge"]]);
  });
  test("once", () => given(refundPayment, [processed, refunded]).when(refund).thenNothing());
  test("not after it was voided", () => given(refundPayment, [voided]).when(refund).thenNothing());
});
