import type { NothingReported } from "../contracts.ts";
import { AHEAD } from "./intake.ts";
import type { Watch } from "./watch.ts";
import { DAY, hourOf, windowIdOf } from "./windows.ts";

type Asked = NothingReported["data"];

/** When a device last heard of then will have been silent for too long; ISO 8601. */
export const checkDueAt = (heard: string, silentAfter: number): string =>
  new Date(Date.parse(heard) + silentAfter).toISOString();

/**
 * When a check is due that must be sent now that the device was heard of; undefined if the one on its way will do.
 * The readings send it, in the second half of its wait, so that a check has few hops behind it however long a device lives.
 * Told by when they are judged, never by when they were taken: a check that has been answered by now was due by now.
 */
export function nextCheck({ status, silentAfter, checkDue }: Watch, now: string): string | undefined {
  if (silentAfter === undefined) return undefined;
  const left = Date.parse(checkDue) - Date.parse(now);
  return status === "silent" || !(left > silentAfter / 2) ? checkDueAt(now, silentAfter) : undefined;
}

/** Of a device that may be silent for longer, reports are looked for in the last day of that. */
const LOOKED_BACK = DAY;

/** The first hour in which a report may stand that a device last heard of `since` has sent in time. */
export const firstHour = (deviceId: string, since: string, silentAfter: number): string =>
  windowIdOf(deviceId, Date.parse(since) + Math.max(0, silentAfter - LOOKED_BACK));

/** The hour after the one asked, if such a report may stand in it: its clock may be ahead. */
export function hourAfter({ deviceId, windowId, since }: Asked, silentAfter: number): string | undefined {
  const { to } = hourOf(windowId);
  return to <= Date.parse(since) + silentAfter + AHEAD ? windowIdOf(deviceId, to) : undefined;
}
