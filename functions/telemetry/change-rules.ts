import { isDeepStrictEqual } from "node:util";
import { handle, Rejected } from "../runtime/index.ts";
import { ChangeRules, RulesChanged } from "./contracts.ts";
import { device, withRules } from "./domain/device.ts";

export default handle(ChangeRules, { state: device, emits: [RulesChanged] }, ({ data }, { registration }) => {
  if (!registration)
    throw new Rejected("device-unknown", "no device is registered under this id", { help: "register it" });
  return isDeepStrictEqual(withRules(registration, data), registration) ? [] : new RulesChanged(data);
});
