import { state } from "../../runtime/index.ts";
import { type Money, PaymentDeclined, PaymentProcessed, PaymentRefunded, PaymentVoided } from "../contracts.ts";

export interface Payment {
  readonly status: "none" | "declined" | "processed" | "refunded" | "voided";
  /** Attempts that the provider has answered. */
  readonly finished: number;
  /** What was taken. */
  readonly taken: { readonly amount: Money; readonly charge: string } | null;
}

const initial: Payment = { status: "none", finished: 0, taken: null };

export const payment = state("payment", {
  key: "orderId",
  from: [PaymentProcessed, PaymentDeclined, PaymentRefunded, PaymentVoided],
  initial,
})({
  PaymentProcessed: ({ finished }, { amount, charge }) => ({
    status: "processed",
    finished: finished + 1,
    taken: { amount, charge },
  }),
  PaymentDeclined: (current) => ({ ...current, status: "declined", finished: current.finished + 1 }),
  PaymentRefunded: (current) => ({ ...current, status: "refunded", taken: null }),
  PaymentVoided: (current) => ({ ...current, status: "voided" }),
});

/** The provider's key is named alike by payment and refund, so that a refund can void the very attempt. */
export const CHARGE = "charge";

export const finishedAttempts = ({ finished }: Payment): number => finished;
