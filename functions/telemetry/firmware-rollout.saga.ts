import { saga } from "../runtime/index.ts";
import {
  AdvanceFirmwareRollout,
  CancelDeviceCommand,
  CompleteFirmwareRollout,
  FinishFirmwareRollback,
  FirmwareRollbackStarted,
  FirmwareRolledBack,
  FirmwareRolloutAdvanced,
  FirmwareRolloutCompleted,
  FirmwareRolloutPaused,
  FirmwareRolloutResumed,
  FirmwareRolloutStarted,
  InstallFirmware,
  PauseFirmwareRollout,
  RollBackFirmware,
  RolloutInstallFinished,
} from "./contracts.ts";
import {
  advanced,
  completed,
  due,
  goingBack,
  isAwaiting,
  overdue,
  type Progress,
  paused,
  resumed,
  rolledBack,
  settled,
  started,
  unborn,
} from "./domain/progress.ts";
import { asking, asksFor, judged } from "./domain/rollout-steps.ts";

const [SECOND, HOUR] = [1_000, 3_600_000];

interface At {
  readonly key: string;
  readonly time: string;
}

/** Asks the next devices, then whether a decision is due. */
function onward(current: Progress, at: At) {
  const { state, send } = asking(current, at);
  const next = judged(state, at.key);
  return { state: next.state, send: [...send, ...next.send] };
}

/** An install ends by its own expiry; the wait is for what is lost for good. */
export default saga("firmware-rollout", {
  key: "rolloutId",
  startedBy: [FirmwareRolloutStarted],
  hears: [FirmwareRolloutResumed],
  waits: {
    turn: { for: [RolloutInstallFinished], within: 5 * SECOND, while: (state) => due(state).length > 0 },
    installs: { for: [RolloutInstallFinished], within: 6 * HOUR, while: isAwaiting },
    decision: {
      for: [
        FirmwareRolloutAdvanced,
        FirmwareRolloutCompleted,
        FirmwareRolloutPaused,
        FirmwareRollbackStarted,
        FirmwareRolledBack,
      ],
      within: 60 * SECOND,
      while: ({ ask }) => ask !== null,
    },
  },
  sends: [
    InstallFirmware,
    CancelDeviceCommand,
    AdvanceFirmwareRollout,
    CompleteFirmwareRollout,
    PauseFirmwareRollout,
    RollBackFirmware,
    FinishFirmwareRollback,
  ],
  initial: unborn,
  hopLimit: 1_000,
})({
  on: {
    FirmwareRolloutStarted: (current, data, at) => onward(started(current, data), at),
    FirmwareRolloutAdvanced: (current, { decision, stage }, at) => onward(advanced(current, decision, stage), at),
    FirmwareRolloutPaused: (current, { decision }) => ({ state: paused(current, decision) }),
    FirmwareRolloutResumed: (current, { decision }, at) => onward(resumed(current, decision), at),
    FirmwareRolloutCompleted: (current, { decision }) => ({ state: completed(current, decision) }),
    FirmwareRollbackStarted: (current, { decision }, at) => onward(goingBack(current, decision), at),
    FirmwareRolledBack: (current, { decision }) => ({ state: rolledBack(current, decision) }),
    RolloutInstallFinished: (current, { deviceId, version, outcome }, { key }) =>
      judged(settled(current, deviceId, version, outcome), key),
  },
  rejected: {
    InstallFirmware: (current, { request }, { key }) =>
      judged(settled(current, String(request["deviceId"]), String(request["version"]), "failed"), key),
  },
  timeout: {
    turn: (current, _, at) => onward(current, at),
    installs: (current, _, at) => onward(overdue(current, at.time, HOUR), at),
    decision: (current, _, { key }) => ({ state: current, send: asksFor(current, key) }),
  },
});
