export interface Batch {
  readonly seed: number;
  /** Epoch milliseconds of the first, and how many they spread over. */
  readonly from: number;
  readonly over: number;
  readonly size: number;
}

/** What a device has measured, as it reports it. */
export const batchOf = ({ seed, from, over, size }: Batch) =>
  Array.from({ length: size }, (_, i) => ({
    metric: "temperature",
    at: new Date(from + Math.floor((i * over) / size)).toISOString(),
    value: 20 + ((seed + i * 13) % 100) / 10,
  }));
