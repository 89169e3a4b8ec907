import { handle, Rejected } from "../runtime/index.ts";
import { PaymentDeclined, PaymentProcessed, ProcessPayment } from "./contracts.ts";
import { CHARGE, finishedAttempts, payment } from "./domain/payment.ts";
import { cards } from "./needs.ts";

const voided = () =>
  new Rejected("payment-voided", "the payment was given up and cannot be made any more", {
    help: "create another order",
  });

export default handle(
  ProcessPayment,
  { state: payment, needs: { cards }, emits: [PaymentProcessed, PaymentDeclined], attempt: finishedAttempts },
  async ({ data, key }, current, { cards }) => {
    const { orderId, attempt, amount, card } = data;
    if (current.status === "voided" || current.status === "refunded") throw voided();
    if (attempt <= current.finished || current.status === "processed") return [];
    if (attempt > current.finished + 1)
      throw new Rejected("attempt-too-early", `attempt ${current.finished + 1} is not finished`, {
        help: "wait for its answer",
      });
    const answer = await cards.charge(key(CHARGE), { ...amount, card, reference: orderId });
    switch (answer.status) {
      case "succeeded":
        return new PaymentProcessed({ orderId, amount, charge: answer.charge });
      case "declined":
        return new PaymentDeclined({ orderId, amount, code: answer.code });
      case "voided":
        throw voided();
    }
  },
);
