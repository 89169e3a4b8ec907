import { handle } from "../runtime/index.ts";
import { AdvanceFirmwareRollout, FirmwareRolloutAdvanced } from "./contracts.ts";
import { assertStarted, deciding, isStale, rollout } from "./domain/rollout.ts";
import { LAST_STAGE } from "./domain/stages.ts";

export default handle(
  AdvanceFirmwareRollout,
  { state: rollout, emits: [FirmwareRolloutAdvanced], hopLimit: 1_000 },
  ({ data: { rolloutId, decision } }, current) => {
    assertStarted(current);
    if (current.status !== "running" || isStale(current, decision) || current.stage === LAST_STAGE) return [];
    return new FirmwareRolloutAdvanced({ ...deciding(current, rolloutId), stage: current.stage + 1 });
  },
);
