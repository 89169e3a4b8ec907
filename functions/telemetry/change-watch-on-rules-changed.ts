import { later, on, Retryable } from "../runtime/index.ts";
import { CheckSilence, IncidentWithdrawn, RulesChanged, WatchChanged } from "./contracts.ts";
import { checkDueAt } from "./domain/silence.ts";
import { type Watch, watch, withdrawn } from "./domain/watch.ts";
import { HOUR } from "./domain/windows.ts";

/** A device that may be silent for another time than before is looked after from now on; a silence that lasts goes on. */
const firstCheck = ({ status, silentAfter: before }: Watch, silentAfter: number | undefined, now: string) =>
  status === "silent" || silentAfter === undefined || silentAfter === before ? undefined : checkDueAt(now, silentAfter);

export default on(
  RulesChanged,
  {
    state: watch,
    emits: [WatchChanged, IncidentWithdrawn],
    sends: [CheckSilence],
    queue: "watching",
    retry: { waitAtMost: HOUR },
  },
  ({ data, version: revision = 0, now }, current) => {
    const { deviceId, silentAfter } = data;
    if (current.status === "none") throw new Retryable({ reason: `nothing is known of the device ${deviceId} yet` });
    if (revision <= current.revision) return [];
    const checkDue = firstCheck(current, silentAfter, now);
    return [
      ...withdrawn(current, data).map((incidentId) => new IncidentWithdrawn({ deviceId, incidentId })),
      new WatchChanged({ ...data, revision, checkDue }),
      ...(checkDue ? [later(new CheckSilence({ deviceId, since: now }), { at: checkDue })] : []),
    ];
  },
);
