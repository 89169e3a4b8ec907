import type { openFace } from "../face.ts";

/** Registers a device and answers its key, once it is in the read model. */
export async function register({ ask, read }: ReturnType<typeof openFace>, deviceId: string, more: object = {}) {
  const about = { deviceId, fleetId: "north", model: "thermo", firmware: "1.0.0", ...more };
  const { status, headers, body } = await ask("POST", "/devices", about);
  if (status !== 202) throw new Error(`POST /devices answered ${status}: ${JSON.stringify(body)}`);
  await read(`${headers.get("location")}?after=${body["token"]}`);
  return String(body["deviceKey"]);
}
