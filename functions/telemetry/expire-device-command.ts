import { handle } from "../runtime/index.ts";
import { DeviceCommandExpired, ExpireDeviceCommand, RolloutInstallFinished } from "./contracts.ts";
import { pendingIn } from "./domain/device-command.ts";
import { mailbox } from "./domain/mailbox.ts";
import { finishedInstall } from "./domain/outcome.ts";

export default handle(
  ExpireDeviceCommand,
  { state: mailbox, emits: [DeviceCommandExpired, RolloutInstallFinished], hopLimit: 1_000 },
  ({ data }, current) => {
    const pending = pendingIn(current, data.commandId);
    return pending ? [new DeviceCommandExpired(data), ...finishedInstall(pending, data.deviceId, "expired")] : [];
  },
);
