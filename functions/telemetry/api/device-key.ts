import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type EdgeContext, find, problem, thingOf } from "../../runtime/edge/index.ts";
import devices, { type DeviceRow } from "../devices.projection.ts";

export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export const newKey = (): string => randomBytes(32).toString("base64url");

/** No key has this hash: whoever does not know a device learns as little, and as slowly, as whoever has the wrong key. */
const NO_HASH = "0".repeat(64);

/**
 * The device that the request's x-device-key is of, or that IoT Core says has published it under its own name.
 * Throws the problem `device-key-wrong`, for a device that nobody knows too.
 */
export async function assertDevice(c: EdgeContext, deviceId: string): Promise<DeviceRow> {
  const row = (await find(c, devices, deviceId))?.row;
  const hash = hashOf(c.req.header("x-device-key") ?? "");
  const same = timingSafeEqual(Buffer.from(hash), Buffer.from(row?.keyHash ?? NO_HASH));
  if (row && (same || thingOf(c) === deviceId)) return row;
  throw problem(401, "device-key-wrong", "The device is not known by this key", {
    detail: "Send the key that was answered when the device was registered as x-device-key.",
  });
}
