import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderReplaced } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

export default on(
  TradeOrderReplaced,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued] },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "replaced", at, version }),
);
