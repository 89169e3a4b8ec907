import { projection } from "../runtime/index.ts";
import type { AlertRaised } from "./contracts.ts";
import { alert } from "./domain/alert.ts";

export type AlertRow = Omit<AlertRaised["data"], "metric"> & {
  readonly metric?: string | undefined;
  readonly status: "raised" | "acknowledged" | "closed";
  readonly step: number;
  readonly raisedAt: string;
  readonly acknowledgedBy?: string;
  /** Why it was closed. */
  readonly reason?: string;
};

const initial: AlertRow = {
  incidentId: "",
  deviceId: "",
  kind: "",
  summary: "",
  labels: {},
  status: "raised",
  step: 1,
  raisedAt: "",
};

/** Listed by device, the newest first; one that was over before it was raised is in no list. */
const listed = {
  in: ({ deviceId }: AlertRow) => (deviceId === "" ? undefined : deviceId),
  by: ({ raisedAt }: AlertRow) => raisedAt,
};

export default projection("alerts", { of: alert, initial, listed })({
  AlertRaised: (row, raised, { time }) => ({ ...row, ...raised, raisedAt: time }),
  AlertEscalated: (row, { step }) => ({ ...row, step }),
  AlertTakenOn: (row, { by }) => ({ ...row, acknowledgedBy: by }),
  AlertAcknowledged: (row) => ({ ...row, status: "acknowledged" }),
  AlertClosed: (row, { incidentId, reason }) => ({ ...row, incidentId, status: "closed", reason }),
});
