import type { Interval } from "../contracts.ts";
import { MILLISECONDS } from "./bars.ts";

/** A row holds the minutes of an hour, the hours of a day or the days of a month: so much of an ISO time is in its key. */
const TIME_IN_KEY: Readonly<Record<Interval, number>> = { "1m": 13, "1h": 10, "1d": 7 };
/** The shortest time that a row covers: steps of this length miss none. */
const SHORTEST: Readonly<Record<Interval, number>> = {
  "1m": MILLISECONDS["1h"],
  "1h": MILLISECONDS["1d"],
  "1d": 28 * MILLISECONDS["1d"],
};

/** The row that holds the bar of a time, epoch milliseconds. */
export const rowOf = (instrumentId: string, interval: Interval, at: number): string =>
  `${instrumentId} ${interval} ${new Date(at).toISOString().slice(0, TIME_IN_KEY[interval])}`;

/** The rows that hold the bars of a range of time, oldest first. */
export function rowsOf(instrumentId: string, interval: Interval, from: number, until: number): string[] {
  const rows = new Set<string>();
  for (let at = from; at < until; at += SHORTEST[interval]) rows.add(rowOf(instrumentId, interval, at));
  if (until > from) rows.add(rowOf(instrumentId, interval, until - 1));
  return [...rows];
}
