import { misused } from "../../failure.ts";
import type { Written } from "./dates.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;

export type ToInstant = (written: Written) => number;

function formatterOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  } catch (cause) {
    throw misused(`${zone} is no time zone`, "Give a name such as --time-zone America/New_York.", cause);
  }
}

function offsetAt(formatter: Intl.DateTimeFormat, instant: number): number {
  const { value = "" } = formatter.formatToParts(instant).find(({ type }) => type === "timeZoneName") ?? {};
  const [, sign, hours = "0", minutes = "0"] = /GMT(?:([+-])(\d+):(\d+))?/.exec(value) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/**
 * Epoch milliseconds of times as they are written: those without an offset are of the zone, an IANA name.
 * A time that the clock shows twice is the earlier one; one that it skips is read by the offset before the skip.
 */
export function instantsIn(zone: string): ToInstant {
  const formatter = formatterOf(zone);
  const known = { hour: Number.NaN, offset: 0 };
  const nearChange = (wall: number, before: number, after: number): number => {
    const isBefore = offsetAt(formatter, wall - before) === before;
    return !isBefore && offsetAt(formatter, wall - after) === after ? after : before;
  };
  const offsetOf = (wall: number): number => {
    const hour = Math.floor(wall / HOUR);
    if (hour === known.hour) return known.offset;
    const before = offsetAt(formatter, wall - 24 * HOUR);
    const after = offsetAt(formatter, wall + 24 * HOUR);
    if (before !== after) return nearChange(wall, before, after);
    known.hour = hour;
    known.offset = before;
    return before;
  };
  return ({ wall, offset }) => {
    if (offset !== undefined) return wall - offset * MINUTE;
    return zone === "UTC" ? wall : wall - offsetOf(wall);
  };
}
