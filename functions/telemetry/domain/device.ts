import { state } from "../../runtime/index.ts";
import { DeviceRegistered, type RegisterDevice } from "../contracts.ts";

type Registration = RegisterDevice["data"];

interface Device {
  readonly registration: Registration | null;
}

const initial: Device = { registration: null };

export const device = state("device", { key: "deviceId", from: [DeviceRegistered], initial })({
  DeviceRegistered: (_, registration) => ({ registration }),
});
