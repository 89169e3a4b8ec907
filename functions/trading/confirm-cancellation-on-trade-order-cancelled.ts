import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderCancelled } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

export default on(
  TradeOrderCancelled,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued] },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "cancelled", at, version }),
);
