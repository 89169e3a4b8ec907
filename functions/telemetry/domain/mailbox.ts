import { Rejected, state } from "../../runtime/index.ts";
import {
  ConfigurationChanged,
  ConfigurationDesired,
  ConfigurationReported,
  DeviceCommandCancelled,
  DeviceCommandExpired,
  DeviceRebooted,
  FirmwareFailed,
  FirmwareInstalled,
  FirmwareRequested,
  MailboxOpened,
  RebootFailed,
  RebootRequested,
  RolloutInstallFinished,
} from "../contracts.ts";
import { type Configuration, none } from "./configuration.ts";
import { asked, type DeviceCommand, type Ended, ended } from "./device-command.ts";

/** What waits for one device, and what it is known to have. */
export interface Mailbox {
  readonly deviceId: string;
  readonly fleetId: string;
  /** Absent until the device is registered. */
  readonly model: string | null;
  /** The version that was installed last, as the device has told. */
  readonly firmware: string;
  /** In the order in which the device gets them: at most one install and one reboot. */
  readonly pending: readonly DeviceCommand[];
  /** The last ones that wait no more, oldest first. */
  readonly ended: readonly Ended[];
  readonly configuration: Configuration;
}

const initial: Mailbox = {
  deviceId: "",
  fleetId: "",
  model: null,
  firmware: "",
  pending: [],
  ended: [],
  configuration: none,
};

export const mailbox = state("mailbox", {
  key: "deviceId",
  from: [
    MailboxOpened,
    ConfigurationDesired,
    ConfigurationReported,
    ConfigurationChanged,
    RebootRequested,
    DeviceRebooted,
    RebootFailed,
    FirmwareRequested,
    FirmwareInstalled,
    FirmwareFailed,
    DeviceCommandExpired,
    DeviceCommandCancelled,
    RolloutInstallFinished,
  ],
  initial,
})({
  MailboxOpened: (current, opened) => ({ ...current, ...opened }),
  ConfigurationDesired: (current, { version, settings }) => ({
    ...current,
    configuration: { ...current.configuration, desired: { version, settings } },
  }),
  ConfigurationReported: (current, { version, settings }) => ({
    ...current,
    configuration: { ...current.configuration, reported: { version, settings } },
  }),
  ConfigurationChanged: (current) => current,
  RebootRequested: (current, { commandId, expiresAt }) =>
    asked(current, { commandId, type: "RebootDevice", expiresAt }),
  DeviceRebooted: (current, { commandId }) => ended(current, commandId, "done"),
  RebootFailed: (current, { commandId, code, reason }) => ended(current, commandId, "failed", { code, reason }),
  FirmwareRequested: (current, { deviceId: _, commandId, expiresAt, rolloutId, ...image }) =>
    asked(current, {
      commandId,
      type: "InstallFirmware",
      expiresAt,
      image,
      ...(rolloutId !== undefined && { rolloutId }),
    }),
  FirmwareInstalled: (current, { commandId, version }) => ({
    ...ended(current, commandId, "done"),
    firmware: version,
  }),
  FirmwareFailed: (current, { commandId, code, reason }) => ended(current, commandId, "failed", { code, reason }),
  DeviceCommandExpired: (current, { commandId }) => ended(current, commandId, "expired"),
  DeviceCommandCancelled: (current, { commandId }) => ended(current, commandId, "cancelled"),
  RolloutInstallFinished: (current) => current,
});

/** Refuses what is for a device that nobody has registered. */
export function assertRegistered({ model }: Mailbox): void {
  if (model === null)
    throw new Rejected("device-unknown", "there is no such device", { help: "register the device first" });
}
