import { later, on, Retryable } from "../runtime/index.ts";
import { CheckSilence, DeviceReturned, ReadingsJudged, ReadingsReported, ThresholdCrossed } from "./contracts.ts";
import { judge } from "./domain/judgement.ts";
import { nextCheck } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";
import { HOUR } from "./domain/windows.ts";

/** Any report shows that the device is there, however old its readings are; one that was taken before a silence began does not end it. */
export default on(
  ReadingsReported,
  {
    state: watch,
    emits: [ReadingsJudged, ThresholdCrossed, DeviceReturned],
    sends: [CheckSilence],
    queue: "watching",
    retry: { waitAtMost: HOUR },
  },
  ({ data: { deviceId, readings }, time, now }, current) => {
    if (current.status === "none") throw new Retryable({ reason: `nothing is known of the device ${deviceId} yet` });
    const isNews = time > current.heard;
    const heard = isNews ? time : current.heard;
    const isSilent = current.status === "silent";
    const verdicts = judge(current, deviceId, readings);
    if (verdicts.length === 0 && current.silentAfter === undefined) return [];
    const checkDue = isSilent && !isNews ? undefined : nextCheck(current, now);
    const judged = verdicts.map((verdict) => verdict.judged);
    return [
      ...(isSilent && isNews ? [new DeviceReturned({ deviceId, incidentId: current.silence, at: heard })] : []),
      new ReadingsJudged({ deviceId, heard, checkDue, judged }),
      ...verdicts.flatMap(({ crossed }) => crossed),
      ...(checkDue ? [later(new CheckSilence({ deviceId, since: now }), { at: checkDue })] : []),
    ];
  },
);
