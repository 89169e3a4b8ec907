import { createHash } from "node:crypto";
import { BugleError } from "../../../functions/runtime/errors.ts";
import { accepted, type Client } from "../send/client.ts";

/** What a device is registered with, but for its key. */
export interface Registration {
  readonly deviceId: string;
  readonly fleetId: string;
  readonly model: string;
  readonly firmware: string;
  /** How old its readings may be when they come, in milliseconds. */
  readonly lateness: number;
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

const known = (deviceId: string): BugleError =>
  new BugleError("device-exists", `device ${deviceId} is registered under another key`, {
    help: "Name the file that has its key with --key-file, or load under another device's name.",
  });

/** Registers a device under a key, and waits until it is known by it; one that is registered with that key already stays as it is. */
export async function register(client: Client, registration: Registration, key: string): Promise<void> {
  const { deviceId } = registration;
  const body = { ...registration, keyHash: hashOf(key) };
  const answer = await client({ method: "POST", path: "/devices", body });
  if (answer.status === 409) throw known(deviceId);
  const { token } = accepted(answer, `registering ${deviceId}`);
  const path = `/devices/${encodeURIComponent(deviceId)}?${new URLSearchParams({ after: String(token) })}`;
  const registered = await client({ method: "GET", path });
  if (registered.status !== 409) accepted(registered, `registering ${deviceId}`);
}
