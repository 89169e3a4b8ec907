import {
  AcknowledgeDeviceCommand,
  type FirmwareRequested,
  InstallFirmware,
  MailboxOpened,
  FirmwareRequested as Requested,
} from "../../../functions/telemetry/contracts.ts";

export const deviceId = "d-1";
export const opened = new MailboxOpened({ deviceId, fleetId: "north", model: "thermo", firmware: "1.0.0" });

export const hash = { old: "0".repeat(64), new: "1".repeat(64), newer: "2".repeat(64) };
export const v1 = { version: "1.0.0", sha256: hash.old, url: "https://firmware.example.org/1.0.0" };
export const v2 = { version: "2.0.0", sha256: hash.new, url: "https://firmware.example.org/2.0.0" };
export const v3 = { version: "3.0.0", sha256: hash.newer, url: "https://firmware.example.org/3.0.0" };

type Install = ConstructorParameters<typeof InstallFirmware>[0];
export const install = (commandId: string, more: Partial<Install> = {}) =>
  new InstallFirmware({ deviceId, commandId, model: "thermo", ...v2, ...more });

export const requested = (commandId: string, more: Partial<FirmwareRequested["data"]> = {}) =>
  new Requested({ deviceId, commandId, model: "thermo", ...v2, expiresAt: "2026-01-08T12:00:00.000Z", ...more });

type Said = Omit<AcknowledgeDeviceCommand["data"], "deviceId" | "commandId">;
export const says = (commandId: string, said: Said) => new AcknowledgeDeviceCommand({ deviceId, commandId, ...said });
export const done = (commandId: string, sha256 = hash.new) => says(commandId, { status: "done", sha256 });

/** Who is at work where devices are told what to do. */
export const mailConsumers = [
  "device",
  "open-mailbox-on-device-registered",
  "mailbox",
  "device-commands",
  "rollout",
  "rollouts",
  "rollout-installs",
  "firmware-rollout",
];
