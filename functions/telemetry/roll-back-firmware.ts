import { handle } from "../runtime/index.ts";
import { FirmwareRollbackStarted, RollBackFirmware } from "./contracts.ts";
import { assertStarted, deciding, isStale, rollout } from "./domain/rollout.ts";

/** A completed rollout can be rolled back as well. */
export default handle(
  RollBackFirmware,
  { state: rollout, emits: [FirmwareRollbackStarted], hopLimit: 1_000 },
  ({ data: { rolloutId, decision, reason } }, current) => {
    assertStarted(current);
    const isBack = current.status === "rolling-back" || current.status === "rolled-back";
    if (isBack || isStale(current, decision)) return [];
    return new FirmwareRollbackStarted({ ...deciding(current, rolloutId), reason });
  },
);
