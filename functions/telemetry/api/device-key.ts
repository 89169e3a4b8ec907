import { randomBytes } from "node:crypto";
import { accept, type EdgeContext, find, problem, thingOf } from "../../runtime/edge/index.ts";
import { hashOf, isKeyOf } from "../caller-keys.ts";
import type { RegisterDevice, ReplaceDeviceKey } from "../contracts.ts";
import devices, { type DeviceRow } from "../devices.projection.ts";

/** The header of operations that devices call. */
export const DEVICE_KEY = "x-device-key";

/**
 * The device that the request's x-device-key is of, or that IoT Core says has published it under its own name.
 * Throws the problem `device-key-wrong`, for a device that nobody knows too.
 */
export async function assertDevice(c: EdgeContext, deviceId: string): Promise<DeviceRow> {
  const row = (await find(c, devices, deviceId))?.row;
  const isOwn = isKeyOf(row, c.req.header(DEVICE_KEY) ?? "");
  if (row && (isOwn || thingOf(c) === deviceId)) return row;
  throw problem(401, "device-key-wrong", "The device is not known by this key", {
    detail: "Send the key that was answered when it was last given one as x-device-key.",
  });
}

interface Keying {
  readonly deviceId: string;
  /** Of a key that the caller has made. */
  readonly keyHash?: string | undefined;
  readonly command: (keyHash: string) => RegisterDevice | ReplaceDeviceKey;
}

/** Sends the command that gives a device a key, the caller's own or a new one: this answer alone tells a new one. */
export async function acceptKey(c: EdgeContext, { deviceId, keyHash: own, command }: Keying): Promise<Response> {
  const deviceKey = randomBytes(32).toString("base64url");
  const keyHash = own ?? hashOf(deviceKey);
  const place = { location: `/devices/${encodeURIComponent(deviceId)}`, ids: { deviceId, keyHash } };
  const accepted = await accept(c, command(keyHash), place);
  const answer = (await accepted.json()) as { readonly keyHash: string };
  const told = answer.keyHash === hashOf(deviceKey) ? { ...answer, deviceKey } : answer;
  return c.json(told, 202, { location: place.location, "cache-control": "no-store" });
}
