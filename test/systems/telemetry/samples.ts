import type { RegisterDevice } from "../../../functions/telemetry/contracts.ts";

export const registration: RegisterDevice["data"] = {
  deviceId: "d-1",
  fleetId: "north",
  model: "thermo",
  firmware: "1.0.0",
  keyHash: "a".repeat(64),
  rules: [],
  lateness: 86_400_000,
  labels: {},
};
