import { projection } from "../runtime/index.ts";
import type { DeviceRegistered } from "./contracts.ts";
import { device, withRules } from "./domain/device.ts";

export type DeviceRow = DeviceRegistered["data"] & { readonly registeredAt: string };

const initial: DeviceRow = {
  deviceId: "",
  fleetId: "",
  model: "",
  firmware: "",
  keyHash: "",
  rules: [],
  lateness: 0,
  labels: {},
  registeredAt: "",
};

/** Listed by fleet, the newest device first. */
const listed = { in: ({ fleetId }: DeviceRow) => fleetId, by: ({ registeredAt }: DeviceRow) => registeredAt };

export default projection("devices", { of: device, initial, listed })({
  DeviceRegistered: (_, registration, { time }) => ({ ...registration, registeredAt: time }),
  DeviceKeyReplaced: (device, { keyHash }) => ({ ...device, keyHash }),
  RulesChanged: (device, changed) => withRules(device, changed),
});
