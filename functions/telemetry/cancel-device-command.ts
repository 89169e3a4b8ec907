import { cancel, handle, Rejected } from "../runtime/index.ts";
import {
  CancelDeviceCommand,
  DeviceCommandCancelled,
  ExpireDeviceCommand,
  RolloutInstallFinished,
} from "./contracts.ts";
import { endedIn, pendingIn } from "./domain/device-command.ts";
import { mailbox } from "./domain/mailbox.ts";
import { finished, finishedInstall } from "./domain/outcome.ts";

/** A device that has fetched the command may still carry it out: what it then says is heard. */
export default handle(
  CancelDeviceCommand,
  {
    state: mailbox,
    emits: [DeviceCommandCancelled, RolloutInstallFinished],
    sends: [ExpireDeviceCommand],
    hopLimit: 1_000,
  },
  ({ data: { deviceId, commandId, rolloutId, version } }, current) => {
    const pending = pendingIn(current, commandId);
    const cancelled = new DeviceCommandCancelled({ deviceId, commandId });
    if (pending)
      return [
        cancelled,
        ...finishedInstall(pending, deviceId, "cancelled"),
        cancel(new ExpireDeviceCommand({ deviceId, commandId }), commandId),
      ];
    if (endedIn(current, commandId)) return [];
    if (version === undefined)
      throw new Rejected("command-unknown", "no such command was sent to the device", {
        help: "it may have ended long ago",
      });
    return [cancelled, ...finished({ rolloutId, version }, deviceId, "cancelled")];
  },
);
