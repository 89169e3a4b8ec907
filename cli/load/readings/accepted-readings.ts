import type { Reading } from "./reading-row.ts";

/** What was accepted of one device and metric: how many different readings, and when the first and the last were measured. */
export interface Series {
  readonly device: string;
  readonly metric: string;
  accepted: number;
  first: number;
  last: number;
}

/** What makes two readings of a metric the same one. */
const identityOf = ({ metric, at, value }: Reading): string => `${metric} ${at} ${Math.round(value * 1e6)}`;

/** Adds up what is accepted, per device and metric; what a request says twice is one reading. */
export function acceptedReadings() {
  const all = new Map<string, Series>();
  const add = (readings: readonly Reading[]) => {
    for (const reading of new Map(readings.map((each) => [identityOf(each), each])).values()) {
      const { device, metric, at } = reading;
      const key = JSON.stringify([device, metric]);
      const series = all.get(key) ?? { device, metric, accepted: 0, first: at, last: at };
      all.set(key, series);
      series.accepted++;
      series.first = Math.min(series.first, at);
      series.last = Math.max(series.last, at);
    }
  };
  return { add, series: (): readonly Series[] => [...all.values()] };
}
