import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderRejected } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

export default on(
  TradeOrderRejected,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued] },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "rejected", at, version }),
);
