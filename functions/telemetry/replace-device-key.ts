import { handle, Rejected } from "../runtime/index.ts";
import { DeviceKeyReplaced, ReplaceDeviceKey } from "./contracts.ts";
import { device } from "./domain/device.ts";

export default handle(ReplaceDeviceKey, { state: device, emits: [DeviceKeyReplaced] }, ({ data }, { registration }) => {
  if (!registration)
    throw new Rejected("device-unknown", "no device is registered under this id", { help: "register it" });
  return registration.keyHash === data.keyHash ? [] : new DeviceKeyReplaced(data);
});
