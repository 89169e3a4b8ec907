import { on } from "../runtime/index.ts";
import { DeviceRegistered, MailboxOpened } from "./contracts.ts";
import { mailbox } from "./domain/mailbox.ts";

/** A mailbox knows the model of its device, so that it refuses what is for another. */
export default on(DeviceRegistered, { state: mailbox, emits: [MailboxOpened] }, ({ data }, { model }) => {
  const { deviceId, fleetId, firmware } = data;
  return model === null ? new MailboxOpened({ deviceId, fleetId, model: data.model, firmware }) : [];
});
