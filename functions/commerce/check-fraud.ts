import { handle } from "../runtime/index.ts";
import { CheckFraud, FraudSuspected, OrderCleared } from "./contracts.ts";
import { screening, suspicion } from "./domain/screening.ts";

/** An order is judged once; asked again, the first verdict stands. */
export default handle(
  CheckFraud,
  { state: screening, emits: [OrderCleared, FraudSuspected] },
  ({ data }, { verdict }) => {
    if (verdict !== "none") return [];
    const { orderId } = data;
    const reason = suspicion(data);
    return reason === undefined ? new OrderCleared({ orderId }) : new FraudSuspected({ orderId, reason });
  },
);
