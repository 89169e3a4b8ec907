/** A map as plain JSON that is changed by copying one bucket of many, so that ten thousand keys cost little. */
export type Table<V> = readonly (readonly (readonly [key: string, value: V])[])[];

const BUCKETS = 256;

export const emptyTable: Table<never> = Array.from({ length: BUCKETS }, () => []);

function bucketOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}

export const valueAt = <V>(table: Table<V>, key: string): V | undefined =>
  table[bucketOf(key)]?.find(([each]) => each === key)?.[1];

export function withValue<V>(table: Table<V>, key: string, value: V): Table<V> {
  const number = bucketOf(key);
  const bucket = table[number] ?? [];
  const place = bucket.findIndex(([each]) => each === key);
  const entry = [key, value] as const;
  return table.with(number, place < 0 ? [...bucket, entry] : bucket.with(place, entry));
}

export function withoutKey<V>(table: Table<V>, key: string): Table<V> {
  const number = bucketOf(key);
  return table.with(number, table[number]?.filter(([each]) => each !== key) ?? []);
}

/** The table with each value mapped; what becomes undefined is dropped. */
export const mapTable = <V>(table: Table<V>, change: (value: V) => V | undefined): Table<V> =>
  table.map((bucket) =>
    bucket.flatMap(([key, value]) => {
      const changed = change(value);
      return changed === undefined ? [] : [[key, changed] as const];
    }),
  );
