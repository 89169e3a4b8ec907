import { type EdgeContext, find, problem } from "../../runtime/edge/index.ts";
import devices from "../devices.projection.ts";

export const unknownDevice = () =>
  problem(404, "device-unknown", "There is no such device", {
    detail: "Register it; one that was registered a moment ago is known in another.",
  });

/** Throws the problem `device-unknown`: nothing about a device is not the same as no device. */
export async function assertKnown(c: EdgeContext, deviceId: string): Promise<void> {
  if (!(await find(c, devices, deviceId))) throw unknownDevice();
}
