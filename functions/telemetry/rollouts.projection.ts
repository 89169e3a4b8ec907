import { projection } from "../runtime/index.ts";
import type { FirmwareRolloutStarted } from "./contracts.ts";
import { type RolloutStatus, rollout } from "./domain/rollout.ts";

type Started = FirmwareRolloutStarted["data"];

export interface RolloutRow extends Omit<Started, "devices" | "decision"> {
  readonly status: RolloutStatus;
  readonly stage: number;
  /** How many it is for. */
  readonly devices: number;
  /** Why it was paused or rolled back. */
  readonly reason: string;
}

const nothing = { version: "", sha256: "", url: "" };
const initial: RolloutRow = {
  rolloutId: "",
  fleetId: "",
  model: "",
  from: nothing,
  to: nothing,
  health: { installedAtLeast: 0, failedAtMost: 0 },
  within: 0,
  onUnhealthy: "pause",
  status: "none",
  stage: 1,
  devices: 0,
  reason: "",
};

export default projection("rollouts", { of: rollout, initial })({
  FirmwareRolloutStarted: (row, { devices, decision: _, ...plan }) => ({
    ...row,
    ...plan,
    status: "running",
    devices: devices.length,
  }),
  FirmwareRolloutAdvanced: (row, { stage }) => ({ ...row, stage }),
  FirmwareRolloutCompleted: (row) => ({ ...row, status: "completed" }),
  FirmwareRolloutPaused: (row, { reason }) => ({ ...row, status: "paused", reason }),
  FirmwareRolloutResumed: (row) => ({ ...row, status: "running", reason: "" }),
  FirmwareRollbackStarted: (row, { reason }) => ({ ...row, status: "rolling-back", reason }),
  FirmwareRolledBack: (row) => ({ ...row, status: "rolled-back" }),
});
