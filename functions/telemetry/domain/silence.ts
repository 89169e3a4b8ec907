import type { Watch } from "./watch.ts";

/** When a device last heard of then will have been silent for too long; ISO 8601. */
export const checkDueAt = (heard: string, silentAfter: number): string =>
  new Date(Date.parse(heard) + silentAfter).toISOString();

/**
 * When a check is due that must be sent now that the device was heard of; undefined if the one on its way will do.
 * The readings send it, in the second half of its wait, so that a check has few hops behind it however long a device lives.
 */
export function nextCheck({ status, silentAfter, checkDue }: Watch, heard: string): string | undefined {
  if (silentAfter === undefined) return undefined;
  const left = Date.parse(checkDue) - Date.parse(heard);
  return status === "silent" || !(left > silentAfter / 2) ? checkDueAt(heard, silentAfter) : undefined;
}
