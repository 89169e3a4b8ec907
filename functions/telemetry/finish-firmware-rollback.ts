import { handle } from "../runtime/index.ts";
import { FinishFirmwareRollback, FirmwareRolledBack } from "./contracts.ts";
import { assertStarted, deciding, isStale, rollout } from "./domain/rollout.ts";

export default handle(
  FinishFirmwareRollback,
  { state: rollout, emits: [FirmwareRolledBack], hopLimit: 1_000 },
  ({ data: { rolloutId, decision } }, current) => {
    assertStarted(current);
    if (current.status !== "rolling-back" || isStale(current, decision)) return [];
    return new FirmwareRolledBack(deciding(current, rolloutId));
  },
);
