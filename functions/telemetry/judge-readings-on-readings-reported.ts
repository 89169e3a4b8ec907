import { later, on, Retryable } from "../runtime/index.ts";
import { CheckSilence, DeviceReturned, ReadingsJudged, ReadingsReported, ThresholdCrossed } from "./contracts.ts";
import { judge } from "./domain/judgement.ts";
import { nextCheck } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";
import { HOUR } from "./domain/windows.ts";

/** Any report shows that the device is there, however old its readings are. */
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
    const heard = time > current.heard ? time : current.heard;
    const verdicts = judge(current, deviceId, readings);
    if (verdicts.length === 0 && current.silentAfter === undefined) return [];
    const checkDue = nextCheck(current, now);
    const judged = verdicts.map((verdict) => verdict.judged);
    return [
      ...(current.status === "silent"
        ? [new DeviceReturned({ deviceId, incidentId: current.silence, at: heard })]
        : []),
      new ReadingsJudged({ deviceId, heard, checkDue, judged }),
      ...verdicts.flatMap(({ crossed }) => crossed),
      ...(checkDue ? [later(new CheckSilence({ deviceId, since: now }), { at: checkDue })] : []),
    ];
  },
);
