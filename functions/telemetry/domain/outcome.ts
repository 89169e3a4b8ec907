import { Rejected } from "../../runtime/index.ts";
import {
  type AcknowledgeDeviceCommand,
  DeviceRebooted,
  FirmwareFailed,
  FirmwareInstalled,
  RebootFailed,
  RolloutInstallFinished,
} from "../contracts.ts";
import type { DeviceCommand, Ended, Install } from "./device-command.ts";

type Said = AcknowledgeDeviceCommand["data"];
type InstallOutcome = RolloutInstallFinished["data"]["outcome"];

/** Tells the rollout that an install belongs to, if it belongs to one. */
export const finished = (
  { rolloutId, version }: { readonly rolloutId?: string | undefined; readonly version: string },
  deviceId: string,
  outcome: InstallOutcome,
  instead?: InstallOutcome,
): RolloutInstallFinished[] =>
  rolloutId === undefined
    ? []
    : [new RolloutInstallFinished({ rolloutId, deviceId, version, outcome, ...(instead && { instead }) })];

/** The same of a command that waited, whatever it was. */
export const finishedInstall = (command: DeviceCommand, deviceId: string, outcome: InstallOutcome) =>
  command.type === "InstallFirmware" ? finished(rolloutOf(command), deviceId, outcome) : [];

const rolloutOf = ({ rolloutId, image: { version } }: Install) => ({ rolloutId, version });

const failureOf = ({ deviceId, commandId, code = "failed", reason = "the device gave no reason" }: Said) => ({
  deviceId,
  commandId,
  code,
  reason,
});

function rebooted(said: Said) {
  const { deviceId, commandId, status } = said;
  return [status === "done" ? new DeviceRebooted({ deviceId, commandId }) : new RebootFailed(failureOf(said))];
}

function failedInstall(install: Install, said: Said) {
  const failed = new FirmwareFailed({ ...failureOf(said), version: install.image.version });
  return [failed, ...finished(rolloutOf(install), said.deviceId, "failed")];
}

function installed(install: Install, { deviceId, commandId }: Said, instead?: InstallOutcome) {
  const { version } = install.image;
  const fact = new FirmwareInstalled({ deviceId, commandId, version });
  return [fact, ...finished(rolloutOf(install), deviceId, "installed", instead)];
}

function assertHash({ sha256 }: Said): void {
  if (sha256 === undefined)
    throw new Rejected("hash-missing", "an install is done only with the hash of what was installed", {
      help: "send sha256, as the device has computed it",
    });
}

/** What a device's word means for a command that waits for it. */
export function outcomeOf(command: DeviceCommand, said: Said) {
  if (command.type === "RebootDevice") return rebooted(said);
  if (said.status === "failed") return failedInstall(command, said);
  assertHash(said);
  if (said.sha256 === command.image.sha256) return installed(command, said);
  const reason = `the device has installed ${said.sha256}`;
  return failedInstall(command, { ...said, code: "hash-mismatch", reason });
}

/**
 * What it means for one that waits no more: a second word is harmless, and what a device has installed after all is a fact.
 * Any other late word is refused.
 */
export function lateOutcomeOf({ command, end }: Ended, said: Said) {
  if (end === "done" || end === "failed") return [];
  const isInstalled = command?.type === "InstallFirmware" && said.sha256 === command.image.sha256;
  if (isInstalled && said.status === "done") return installed(command, said, end);
  throw new Rejected(`command-${end}`, `the command was ${end}`, { help: "fetch the commands that wait now" });
}
