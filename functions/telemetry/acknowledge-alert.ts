import { handle, Rejected } from "../runtime/index.ts";
import { AcknowledgeAlert, AlertAcknowledged, AlertTakenOn } from "./contracts.ts";
import { alert } from "./domain/alert.ts";

export default handle(
  AcknowledgeAlert,
  { state: alert, emits: [AlertTakenOn, AlertAcknowledged] },
  ({ data }, { status }) => {
    const { incidentId } = data;
    if (status === "raised") return [new AlertTakenOn(data), new AlertAcknowledged({ incidentId })];
    if (status === "acknowledged") return [];
    throw status === "none"
      ? new Rejected("alert-not-found", "there is no such alert", { help: "see the alerts of the device" })
      : new Rejected("alert-closed", "the incident is over", { help: "there is nothing left to acknowledge" });
  },
);
