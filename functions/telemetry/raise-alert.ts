import { handle } from "../runtime/index.ts";
import { AlertRaised, RaiseAlert } from "./contracts.ts";
import { alert } from "./domain/alert.ts";

/** One alert per incident: one that has been closed already is not raised any more. */
export default handle(RaiseAlert, { state: alert, emits: [AlertRaised] }, ({ data }, { status }) =>
  status === "none" ? new AlertRaised(data) : [],
);
