import { createHash, timingSafeEqual } from "node:crypto";
import { callerKeys } from "../runtime/index.ts";
import devices, { type DeviceRow } from "./devices.projection.ts";

export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

/** No key has this hash: whoever does not know a device learns as little, and as slowly, as whoever has the wrong key. */
const NO_HASH = "0".repeat(64);

/** Whether the key is that of the device; nobody has the key of a device that is not known. */
export const isKeyOf = (device: DeviceRow | undefined, key: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(key)), Buffer.from(device?.keyHash ?? NO_HASH));

/** A device has nothing but its key. */
export default callerKeys({
  "x-device-key": async ({ key, path: { deviceId = "" }, find }) => isKeyOf(await find(devices, deviceId), key),
});
