const MOST_KINDS = 1_000;
const WIDE = 5;

/** How far apart the rows of an instrument are. */
export interface Steps {
  /** By length in milliseconds; lengths beyond the first thousand are not told apart. */
  readonly counts: Map<number, number>;
  longest: { length: number; after: number; instrument: string };
}

export const noSteps = (): Steps => ({ counts: new Map(), longest: { length: 0, after: 0, instrument: "" } });

/** Notes a step of that length, in milliseconds, after a time. */
export function stepTaken(steps: Steps, length: number, after: number, instrument: string): void {
  if (length === 0) return;
  const known = steps.counts.get(length);
  if (known !== undefined || steps.counts.size < MOST_KINDS) steps.counts.set(length, (known ?? 0) + 1);
  if (length > steps.longest.length) steps.longest = { length, after, instrument };
}

/** The length that most steps have, the shorter of two; 0 where there is none. */
export function usualStep({ counts }: Steps): number {
  const [most = [0]] = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b);
  return most[0];
}

/** Steps of more than five times the usual length. */
export function gapsOf(steps: Steps): number {
  const limit = usualStep(steps) * WIDE;
  return [...steps.counts].reduce((sum, [length, count]) => sum + (length > limit ? count : 0), 0);
}
