import { handle } from "../runtime/index.ts";
import { PaymentRefunded, PaymentVoided, RefundPayment } from "./contracts.ts";
import { CHARGE, finishedAttempts, payment } from "./domain/payment.ts";
import { cards } from "./needs.ts";

/** Gives back what was taken; if nothing is known to be, the key of the attempt under way is voided at the provider. */
export default handle(
  RefundPayment,
  { state: payment, needs: { cards }, emits: [PaymentRefunded, PaymentVoided], attempt: finishedAttempts },
  async ({ data: { orderId, amount }, key }, { status, taken }, { cards }) => {
    if (status === "refunded" || status === "voided") return [];
    if (taken) {
      await cards.refund(taken.charge, key("refund"));
      return new PaymentRefunded({ orderId, ...taken });
    }
    const answer = await cards.void(key(CHARGE));
    return answer.status === "refunded"
      ? new PaymentRefunded({ orderId, amount, charge: answer.charge })
      : new PaymentVoided({ orderId, amount });
  },
);
