import { handle, later, Rejected } from "../runtime/index.ts";
import { ExpireDeviceCommand, RebootDevice, RebootRequested } from "./contracts.ts";
import { deadlineOf } from "./domain/deadline.ts";
import { isKnown, isUnderWay } from "./domain/device-command.ts";
import { assertRegistered, mailbox } from "./domain/mailbox.ts";

export default handle(
  RebootDevice,
  { state: mailbox, emits: [RebootRequested], sends: [ExpireDeviceCommand] },
  ({ data: { deviceId, commandId, expiresAfter }, now }, current) => {
    if (isKnown(current, commandId)) return [];
    assertRegistered(current);
    if (isUnderWay(current, "RebootDevice"))
      throw new Rejected("reboot-under-way", "another reboot waits for the device", { help: "wait for its outcome" });
    const expiresAt = deadlineOf(now, expiresAfter);
    return [
      new RebootRequested({ deviceId, commandId, expiresAt }),
      later(new ExpireDeviceCommand({ deviceId, commandId }), { at: expiresAt }, commandId),
    ];
  },
);
