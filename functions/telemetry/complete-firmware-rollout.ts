import { handle } from "../runtime/index.ts";
import { CompleteFirmwareRollout, FirmwareRolloutCompleted } from "./contracts.ts";
import { assertStarted, deciding, isStale, rollout } from "./domain/rollout.ts";

export default handle(
  CompleteFirmwareRollout,
  { state: rollout, emits: [FirmwareRolloutCompleted], hopLimit: 1_000 },
  ({ data: { rolloutId, decision } }, current) => {
    assertStarted(current);
    if (current.status !== "running" || isStale(current, decision)) return [];
    return new FirmwareRolloutCompleted(deciding(current, rolloutId));
  },
);
