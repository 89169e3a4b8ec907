import { handle, later, Rejected } from "../runtime/index.ts";
import { ExpireDeviceCommand, FirmwareRequested, InstallFirmware, RolloutInstallFinished } from "./contracts.ts";
import { deadlineOf } from "./domain/deadline.ts";
import { isKnown, isUnderWay } from "./domain/device-command.ts";
import { assertRegistered, type Mailbox, mailbox } from "./domain/mailbox.ts";
import { finished } from "./domain/outcome.ts";

/** One install at a time, whoever asks, and only of what was made for the device. */
function assertInstallable(current: Mailbox, model: string): void {
  assertRegistered(current);
  if (model !== current.model)
    throw new Rejected("wrong-model", `the firmware is for ${model}, the device is a ${current.model}`, {
      help: "install firmware that was made for this model",
    });
  if (isUnderWay(current, "InstallFirmware"))
    throw new Rejected("install-under-way", "another install waits for the device", {
      help: "wait for its outcome, or cancel it",
    });
}

/** A rollout asks again and again for a while: its hops are many. */
export default handle(
  InstallFirmware,
  {
    state: mailbox,
    emits: [FirmwareRequested, RolloutInstallFinished],
    sends: [ExpireDeviceCommand],
    hopLimit: 1_000,
  },
  ({ data: { expiresAfter, ...install }, now }, current) => {
    const { deviceId, commandId, model, version } = install;
    if (isKnown(current, commandId)) return [];
    assertInstallable(current, model);
    if (current.firmware === version) return finished(install, deviceId, "already-installed");
    const expiresAt = deadlineOf(now, expiresAfter);
    return [
      new FirmwareRequested({ ...install, expiresAt }),
      later(new ExpireDeviceCommand({ deviceId, commandId }), { at: expiresAt }, commandId),
    ];
  },
);
