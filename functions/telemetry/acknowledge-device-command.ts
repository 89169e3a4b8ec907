import { cancel, handle, Rejected } from "../runtime/index.ts";
import {
  AcknowledgeDeviceCommand,
  DeviceRebooted,
  ExpireDeviceCommand,
  FirmwareFailed,
  FirmwareInstalled,
  RebootFailed,
  RolloutInstallFinished,
} from "./contracts.ts";
import { endedIn, pendingIn } from "./domain/device-command.ts";
import { mailbox } from "./domain/mailbox.ts";
import { lateOutcomeOf, outcomeOf } from "./domain/outcome.ts";

export default handle(
  AcknowledgeDeviceCommand,
  {
    state: mailbox,
    emits: [DeviceRebooted, RebootFailed, FirmwareInstalled, FirmwareFailed, RolloutInstallFinished],
    sends: [ExpireDeviceCommand],
  },
  ({ data }, current) => {
    const { deviceId, commandId } = data;
    const pending = pendingIn(current, commandId);
    if (pending)
      return [...outcomeOf(pending, data), cancel(new ExpireDeviceCommand({ deviceId, commandId }), commandId)];
    const ended = endedIn(current, commandId);
    if (ended) return lateOutcomeOf(ended, data);
    throw new Rejected("command-unknown", "no such command was sent to the device", {
      help: "fetch the commands that wait now",
    });
  },
);
