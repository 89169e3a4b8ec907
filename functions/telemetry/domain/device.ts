import { state } from "../../runtime/index.ts";
import { DeviceKeyReplaced, DeviceRegistered, type RegisterDevice, RulesChanged } from "../contracts.ts";

type Registration = RegisterDevice["data"];

interface Device {
  /** With the key and the rules that count. */
  readonly registration: Registration | null;
}

const initial: Device = { registration: null };

/** A device of which something else is watched: the whole of it takes the place of what was. */
export const withRules = <D extends { readonly silentAfter?: number | undefined }>(
  { silentAfter: _, ...device }: D,
  changed: RulesChanged["data"],
) => ({ ...device, ...changed });

export const device = state("device", {
  key: "deviceId",
  from: [DeviceRegistered, DeviceKeyReplaced, RulesChanged],
  initial,
})({
  DeviceRegistered: (_, registration) => ({ registration }),
  DeviceKeyReplaced: ({ registration }, { keyHash }) => ({
    registration: registration && { ...registration, keyHash },
  }),
  RulesChanged: ({ registration }, changed) => ({ registration: registration && withRules(registration, changed) }),
});
