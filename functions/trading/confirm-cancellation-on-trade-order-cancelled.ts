import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderCancelled } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

/** Told after as many portions as the close of a day may take. */
export default on(
  TradeOrderCancelled,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued], hopLimit: 1_001 },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "cancelled", at, version }),
);
