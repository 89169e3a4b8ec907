import { later, on } from "../runtime/index.ts";
import { CheckSilence, DeviceRegistered, WatchStarted } from "./contracts.ts";
import { checkDueAt } from "./domain/silence.ts";
import { watch } from "./domain/watch.ts";

export default on(
  DeviceRegistered,
  { state: watch, emits: [WatchStarted], sends: [CheckSilence], queue: "watching" },
  ({ data: { deviceId, rules, silentAfter, labels }, now }, { status }) => {
    if (status !== "none") return [];
    const begun = { deviceId, rules, silentAfter, labels };
    if (silentAfter === undefined) return new WatchStarted(begun);
    const checkDue = checkDueAt(now, silentAfter);
    const check = later(new CheckSilence({ deviceId, since: now }), { at: checkDue });
    return [new WatchStarted({ ...begun, checkDue }), check];
  },
);
