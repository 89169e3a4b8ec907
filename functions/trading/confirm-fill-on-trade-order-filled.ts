import { on } from "../runtime/index.ts";
import { ConfirmationIssued, TradeOrderFilled } from "./contracts.ts";
import { confirmations } from "./domain/confirmations.ts";

export default on(
  TradeOrderFilled,
  { state: confirmations, queue: "confirmations", emits: [ConfirmationIssued] },
  ({ data, time: at, version = 1 }) => new ConfirmationIssued({ ...data, what: "filled", at, version }),
);
