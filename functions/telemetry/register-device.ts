import { isDeepStrictEqual } from "node:util";
import { handle, Rejected } from "../runtime/index.ts";
import { DeviceRegistered, RegisterDevice } from "./contracts.ts";
import { device } from "./domain/device.ts";

export default handle(RegisterDevice, { state: device, emits: [DeviceRegistered] }, ({ data }, { registration }) => {
  if (!registration) return new DeviceRegistered(data);
  if (isDeepStrictEqual(registration, data)) return [];
  throw new Rejected("device-exists", "a device is registered under this id with other data", {
    help: "register it under another id",
  });
});
