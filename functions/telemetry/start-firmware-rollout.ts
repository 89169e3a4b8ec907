import { handle, Rejected } from "../runtime/index.ts";
import { FirmwareRolloutStarted, StartFirmwareRollout } from "./contracts.ts";
import { deciding, rollout } from "./domain/rollout.ts";
import { inRolloutOrder } from "./domain/stages.ts";

export default handle(
  StartFirmwareRollout,
  { state: rollout, emits: [FirmwareRolloutStarted] },
  ({ data }, current) => {
    if (current.status !== "none") return [];
    const { rolloutId, from, to } = data;
    if (from.version === to.version)
      throw new Rejected("same-version", "the rollout would return to the version that it installs", {
        help: "name the version before it under `from`",
      });
    const devices = inRolloutOrder(rolloutId, data.devices);
    return new FirmwareRolloutStarted({ ...data, ...deciding(current, rolloutId), devices });
  },
);
