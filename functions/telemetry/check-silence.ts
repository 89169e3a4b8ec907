import { handle, later } from "../runtime/index.ts";
import { CheckSilence, ConfirmSilence } from "./contracts.ts";
import { checkDueAt, firstHour } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";

/**
 * A check that finds the device heard of since sends the next, unless readings have sent one already. One that finds nothing does not conclude:
 * it asks behind the reports, which may be held up.
 */
export default handle(
  CheckSilence,
  { state: watch, sends: [CheckSilence, ConfirmSilence], hopLimit: 1_000 },
  ({ data: { deviceId, since }, now }, { status, silentAfter, heard, checkDue }) => {
    if (status !== "heard" || silentAfter === undefined) return [];
    if (checkDue > checkDueAt(since, silentAfter)) return [];
    const last = heard > since ? heard : since;
    const silentAt = checkDueAt(last, silentAfter);
    if (now < silentAt) return later(new CheckSilence({ deviceId, since: last }), { at: silentAt });
    return new ConfirmSilence({ windowId: firstHour(deviceId, heard, silentAfter), deviceId, since: heard });
  },
);
