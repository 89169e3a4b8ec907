import { saga } from "../runtime/index.ts";
import {
  AlertAcknowledged,
  AlertClosed,
  AlertEscalated,
  CloseAlert,
  DeviceReturned,
  DeviceSilenceDetected,
  EscalateAlert,
  IncidentWithdrawn,
  RaiseAlert,
  SendAlert,
  ThresholdCrossed,
} from "./contracts.ts";
import { ofCrossing, ofSilence } from "./domain/alerting.ts";

const MINUTE = 60_000;
const LAST_STEP = 3;

interface Alerting {
  readonly status: "none" | "raised" | "taken" | "over";
  readonly step: number;
  readonly deviceId: string;
  readonly summary: string;
}

const initial: Alerting = { status: "none", step: 0, deviceId: "", summary: "" };

const notification = ({ deviceId, summary }: Alerting, incidentId: string, step: number) =>
  new SendAlert({ incidentId, step, deviceId, summary });

/** An incident that is over before it is heard of is noted, and nobody is woken for it. */
function begun(current: Alerting, raise: RaiseAlert) {
  const { incidentId, deviceId, summary } = raise.data;
  if (current.status === "over" && current.step === 0)
    return { send: [raise, new CloseAlert({ incidentId, reason: "it was over at once" })] };
  if (current.status !== "none") return undefined;
  const state: Alerting = { status: "raised", step: 1, deviceId, summary };
  return { state, send: [raise, notification(state, incidentId, 1)] };
}

function ended(current: Alerting, incidentId: string, reason: string) {
  const state: Alerting = { ...current, status: "over" };
  if (current.status === "none") return { state };
  return current.status === "over" ? undefined : { state, send: new CloseAlert({ incidentId, reason }) };
}

/** One notification per incident and step; whoever acknowledges ends the steps, the end of the incident closes the alert. */
export default saga("alerting", {
  key: "incidentId",
  startedBy: [ThresholdCrossed, DeviceSilenceDetected],
  hears: [DeviceReturned, IncidentWithdrawn],
  waits: {
    acknowledgement: {
      for: [AlertAcknowledged, AlertEscalated, AlertClosed],
      within: 15 * MINUTE,
      while: ({ status, step }) => status === "raised" && step < LAST_STEP,
    },
  },
  sends: [RaiseAlert, SendAlert, EscalateAlert, CloseAlert],
  initial,
  hopLimit: 1_100,
})({
  on: {
    ThresholdCrossed: (current, crossed) =>
      crossed.direction === "back"
        ? ended(current, crossed.incidentId, "within bounds again")
        : begun(current, ofCrossing(crossed)),
    DeviceSilenceDetected: (current, silence) => begun(current, ofSilence(silence)),
    DeviceReturned: (current, { incidentId }) => ended(current, incidentId, "the device is back"),
    IncidentWithdrawn: (current, { incidentId }) => ended(current, incidentId, "nobody watches for it any more"),
    AlertEscalated: (current, { incidentId, step }) => ({ send: notification(current, incidentId, step) }),
    AlertAcknowledged: (current) =>
      current.status === "raised" ? { state: { ...current, status: "taken" } } : undefined,
    AlertClosed: () => undefined,
  },
  timeout: {
    acknowledgement: (current, _, { key }) => {
      const step = current.step + 1;
      return { state: { ...current, step }, send: new EscalateAlert({ incidentId: key, step }) };
    },
  },
});
