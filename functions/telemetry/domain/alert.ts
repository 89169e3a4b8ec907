import { state } from "../../runtime/index.ts";
import { AlertAcknowledged, AlertClosed, AlertEscalated, AlertRaised, AlertTakenOn } from "../contracts.ts";

interface Alert {
  readonly status: "none" | "raised" | "acknowledged" | "closed";
  /** How far it has gone up: 1 when it is raised. */
  readonly step: number;
}

const initial: Alert = { status: "none", step: 0 };

export const alert = state("alert", {
  key: "incidentId",
  from: [AlertRaised, AlertEscalated, AlertTakenOn, AlertAcknowledged, AlertClosed],
  initial,
})({
  AlertRaised: () => ({ status: "raised", step: 1 }),
  AlertEscalated: (current, { step }) => ({ ...current, step }),
  AlertTakenOn: (current) => current,
  AlertAcknowledged: (current) => ({ ...current, status: "acknowledged" }),
  AlertClosed: (current) => ({ ...current, status: "closed" }),
});
