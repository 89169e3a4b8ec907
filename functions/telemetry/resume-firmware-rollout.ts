import { handle } from "../runtime/index.ts";
import { FirmwareRolloutResumed, ResumeFirmwareRollout } from "./contracts.ts";
import { assertUnfinished, deciding, rollout } from "./domain/rollout.ts";

/** Devices that have failed so far are forgiven: they count in no stage any more. */
export default handle(
  ResumeFirmwareRollout,
  { state: rollout, emits: [FirmwareRolloutResumed] },
  ({ data: { rolloutId } }, current) => {
    assertUnfinished(current);
    return current.status === "running" ? [] : new FirmwareRolloutResumed(deciding(current, rolloutId));
  },
);
