import type { Reading } from "../../../functions/telemetry/contracts.ts";

/** What is expected of readings, computed at once from all of them: the readings are a set, whatever came how often and when. */
export function batchOf(readings: readonly Reading[], digits: number): Record<string, [number, ...unknown[]]> {
  const distinct = new Map(readings.map((each) => [`${each.metric} ${Date.parse(each.at)} ${each.value}`, each]));
  const groups = Map.groupBy(distinct.values(), ({ at }) => at.slice(0, digits));
  return Object.fromEntries(
    [...groups].map(([time, own]) => {
      const values = own.map(({ value }) => value);
      const sum = values.reduce((total, value) => total + BigInt(Math.round(value * 1_000_000)), 0n);
      return [
        time,
        [values.length, sum.toString(), Math.min(...values), Math.max(...values)] as [number, ...unknown[]],
      ];
    }),
  );
}

/** `count` readings of a metric over `hours` from `from` on, some times measured twice, with values of up to six decimals. */
export function someReadings(
  random: () => number,
  { metric, from, hours, count }: { metric: string; from: string; hours: number; count: number },
): Reading[] {
  return Array.from({ length: count }, () => ({
    metric,
    at: new Date(Date.parse(from) + Math.floor(random() * hours * 360) * 10_000).toISOString(),
    value: Math.round((random() - 0.4) * 50_000_000) / 1_000_000,
  }));
}

/** Cut into batches of random length, some sent twice, in any order. */
export function shuffledBatches(random: () => number, readings: readonly Reading[]): Reading[][] {
  const shuffled = readings
    .map((reading) => ({ reading, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ reading }) => reading);
  const batches: Reading[][] = [];
  for (let i = 0; i < shuffled.length; ) {
    const length = 1 + Math.floor(random() * 12);
    batches.push(shuffled.slice(i, i + length));
    if (random() < 0.3) batches.push(shuffled.slice(Math.max(0, i - 3), i + length));
    i += length;
  }
  return batches;
}
