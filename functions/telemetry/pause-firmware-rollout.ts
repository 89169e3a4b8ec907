import { handle } from "../runtime/index.ts";
import { FirmwareRolloutPaused, PauseFirmwareRollout } from "./contracts.ts";
import { assertUnfinished, deciding, isStale, rollout } from "./domain/rollout.ts";

/** No install is asked for from here on; one that waits for its device goes on waiting. */
export default handle(
  PauseFirmwareRollout,
  { state: rollout, emits: [FirmwareRolloutPaused], hopLimit: 1_000 },
  ({ data: { rolloutId, decision, reason } }, current) => {
    assertUnfinished(current);
    if (current.status === "paused" || isStale(current, decision)) return [];
    return new FirmwareRolloutPaused({ ...deciding(current, rolloutId), reason });
  },
);
