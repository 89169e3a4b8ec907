import { handle, later } from "../runtime/index.ts";
import { CheckSilence, DeviceSilenceDetected } from "./contracts.ts";
import { checkDueAt } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";

/** A check that finds the device heard of since sends the next, unless readings have sent one already. */
export default handle(
  CheckSilence,
  { state: watch, emits: [DeviceSilenceDetected], sends: [CheckSilence], hopLimit: 1_000 },
  ({ data: { deviceId, since }, now }, { status, silentAfter, heard, checkDue, labels }) => {
    if (status !== "heard" || silentAfter === undefined) return [];
    if (checkDue > checkDueAt(since, silentAfter)) return [];
    const silentAt = checkDueAt(heard, silentAfter);
    if (now < silentAt) return later(new CheckSilence({ deviceId, since: heard }), { at: silentAt });
    return new DeviceSilenceDetected({ deviceId, incidentId: `${deviceId}:silence:${heard}`, since: heard, labels });
  },
);
