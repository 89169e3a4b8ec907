import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderAccepted } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

export default on(
  TradeOrderAccepted,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued] },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "accepted", at, version }),
);
