import {
  AdvanceFirmwareRollout,
  CancelDeviceCommand,
  FirmwareRolloutAdvanced,
  FirmwareRolloutStarted,
  InstallFirmware,
  PauseFirmwareRollout,
  RollBackFirmware,
  RolloutInstallFinished,
  StartFirmwareRollout,
} from "../../../functions/telemetry/contracts.ts";
import { v1, v2 } from "./mail-samples.ts";

export const rolloutId = "r-1";
const DAY = 86_400_000;

/** `d-0`, `d-1`, … in the order of the stages. */
export const fleet = (count: number): string[] => Array.from({ length: count }, (_, i) => `d-${i}`);

const plan = {
  rolloutId,
  fleetId: "north",
  model: "thermo",
  from: v1,
  to: v2,
  health: { installedAtLeast: 95, failedAtMost: 5 },
  within: DAY,
};

type Unhealthy = StartFirmwareRollout["data"]["onUnhealthy"];
export const start = (devices: string[], onUnhealthy: Unhealthy = "pause") =>
  new StartFirmwareRollout({ ...plan, devices, onUnhealthy });
export const started = (devices: string[], onUnhealthy: Unhealthy = "pause") =>
  new FirmwareRolloutStarted({ ...plan, devices, onUnhealthy, decision: 1 });
export const decided = (decision: number) => ({ rolloutId, decision });
export const advanced = (decision: number, stage: number) =>
  new FirmwareRolloutAdvanced({ ...decided(decision), stage });

const install = { rolloutId, model: "thermo", expiresAfter: DAY };
export const forth = (deviceId: string) =>
  new InstallFirmware({ ...install, ...v2, deviceId, commandId: "r-1.install" });
export const back = (deviceId: string) => new InstallFirmware({ ...install, ...v1, deviceId, commandId: "r-1.return" });
export const recall = (deviceId: string) =>
  new CancelDeviceCommand({ rolloutId, deviceId, version: "2.0.0", commandId: "r-1.install" });

type Outcome = RolloutInstallFinished["data"]["outcome"];
export const ended = (deviceId: string, outcome: Outcome = "installed", version = "2.0.0") =>
  new RolloutInstallFinished({ rolloutId, deviceId, version, outcome });
export const allEnded = (devices: readonly string[], outcome: Outcome = "installed") =>
  devices.map((deviceId) => ended(deviceId, outcome));

export const advance = (decision: number) => new AdvanceFirmwareRollout(decided(decision));
export const pause = (decision: number, reason: string) => new PauseFirmwareRollout({ ...decided(decision), reason });
export const rollBack = (decision: number, reason: string) => new RollBackFirmware({ ...decided(decision), reason });
