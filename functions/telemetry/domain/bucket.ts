const MILLION = 1_000_000;

/** A value in millionths, so that sums are exact: a whole number below 2^53, since no value is beyond 1e9. */
export const millionths = (value: number): number => Math.round(value * MILLION) + 0;

/** The value as it is kept, to a millionth. */
export const rounded = (value: number): number => millionths(value) / MILLION;

/** What is known of some readings: how many, their exact sum in millionths, the least and the greatest. */
export type Bucket = readonly [count: number, sum: string, min: number, max: number];

const sumOf = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + BigInt(millionths(value)), 0n);

/** Of one reading at least. */
export const bucketOf = (values: readonly number[]): Bucket => [
  values.length,
  String(sumOf(values)),
  values.reduce((least, value) => Math.min(least, value)),
  values.reduce((greatest, value) => Math.max(greatest, value)),
];

export const merged = (one: Bucket | undefined, other: Bucket): Bucket =>
  one
    ? [
        one[0] + other[0],
        String(BigInt(one[1]) + BigInt(other[1])),
        Math.min(one[2], other[2]),
        Math.max(one[3], other[3]),
      ]
    : other;

export const meanOf = ([count, sum]: Bucket): number => Number(sum) / count / MILLION;
