import type { Interval } from "../contracts.ts";
import { LENGTHS } from "./bars.ts";

/** How much of an ISO time names a stretch: minutes are kept by the hour, hours by the day, days by the month. */
const NAMED_BY: Readonly<Record<Interval, number>> = { "1m": 13, "1h": 10, "1d": 7 };
/** No stretch is shorter: steps of this length miss none. */
const SHORTEST: Readonly<Record<Interval, number>> = {
  "1m": LENGTHS["1h"],
  "1h": LENGTHS["1d"],
  "1d": 28 * LENGTHS["1d"],
};

/** The row that holds the bar of a time, epoch milliseconds. */
export const rowOf = (instrumentId: string, interval: Interval, at: number): string =>
  `${instrumentId} ${interval} ${new Date(at).toISOString().slice(0, NAMED_BY[interval])}`;

/** The rows that hold the bars of a time, oldest first. */
export function rowsOf(instrumentId: string, interval: Interval, from: number, until: number): string[] {
  const rows = new Set<string>();
  for (let at = from; at < until; at += SHORTEST[interval]) rows.add(rowOf(instrumentId, interval, at));
  if (until > from) rows.add(rowOf(instrumentId, interval, until - 1));
  return [...rows];
}
