import { handle } from "../runtime/index.ts";
import { AlertEscalated, EscalateAlert } from "./contracts.ts";
import { alert } from "./domain/alert.ts";

/** Only what nobody has taken on goes up, and each step once. */
export default handle(EscalateAlert, { state: alert, emits: [AlertEscalated] }, ({ data }, { status, step }) =>
  status === "raised" && data.step > step ? new AlertEscalated(data) : [],
);
