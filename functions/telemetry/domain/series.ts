import { type Bucket, meanOf, merged } from "./bucket.ts";
import { INTERVALS, type Interval, type RollupRow, rowName, type Series, slotOf } from "./rollup.ts";
import { sliding, tumbling } from "./windows.ts";

/** Which buckets are asked for: times in epoch milliseconds, `to` is not included; each window is `over` buckets long. */
export interface Span {
  readonly interval: Interval;
  readonly from: number;
  readonly to: number;
  readonly over: number;
}

/** One window that has readings. */
export interface Point {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Exact, in millionths. */
  readonly sum: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

const iso = (time: number): string => new Date(time).toISOString();

/** Beginnings of the windows that begin in the span. */
function* begins({ interval, from, to }: Span): Generator<number> {
  const { size } = INTERVALS[interval];
  const first = tumbling(size)(from + size - 1).from;
  for (let at = first; at < to; at += size) yield at;
}

export const pointsIn = (span: Span): number =>
  Math.max(0, Math.ceil((span.to - span.from) / INTERVALS[span.interval].size));

/** The rows that hold every bucket of the span's windows. */
export function rowsIn(series: Series, span: Span): string[] {
  const { size } = INTERVALS[span.interval];
  const wide = { ...span, to: span.to + (span.over - 1) * size };
  return [...new Set([...begins(wide)].map((at) => rowName(series, span.interval, iso(at))))];
}

/** The windows of the span that have readings, oldest first; `rowOf` answers a row by name. */
export function pointsOf(series: Series, span: Span, rowOf: (name: string) => RollupRow | undefined): Point[] {
  const { size } = INTERVALS[span.interval];
  const windowsOf = sliding(size * span.over, size);
  const found = new Map<number, Bucket>();
  for (const at of begins({ ...span, to: span.to + (span.over - 1) * size })) {
    const bucket = rowOf(rowName(series, span.interval, iso(at)))?.[slotOf(span.interval, iso(at))];
    if (bucket) for (const { from } of windowsOf(at)) found.set(from, merged(found.get(from), bucket));
  }
  return [...begins(span)].flatMap((from) => {
    const bucket = found.get(from);
    if (!bucket) return [];
    const [count, sum, min, max] = bucket;
    return { from: iso(from), to: iso(from + size * span.over), count, sum, min, max, mean: meanOf(bucket) };
  });
}
