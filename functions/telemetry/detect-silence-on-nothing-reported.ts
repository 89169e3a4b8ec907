import { on } from "../runtime/index.ts";
import { ConfirmSilence, DeviceSilenceDetected, NothingReported } from "./contracts.ts";
import { checkDueAt, hourAfter } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";

/** Hour after hour is asked, each a line of its own; a device heard of meanwhile has a check of its own. */
export default on(
  NothingReported,
  { state: watch, emits: [DeviceSilenceDetected], sends: [ConfirmSilence], queue: "watching", hopLimit: 1_100 },
  ({ data, now }, { status, silentAfter, heard, labels }) => {
    const { deviceId, since } = data;
    if (status !== "heard" || silentAfter === undefined || heard > since) return [];
    if (now < checkDueAt(since, silentAfter)) return [];
    const next = hourAfter(data, silentAfter);
    if (next !== undefined) return new ConfirmSilence({ windowId: next, deviceId, since });
    return new DeviceSilenceDetected({ deviceId, incidentId: `${deviceId}:silence:${since}`, since, labels });
  },
);
