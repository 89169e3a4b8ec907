/** Draws that are the same for the same seed. */
export function chance(seed: number) {
  let state = seed * 2_654_435_761 + 1;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    one: (probability: number): boolean => next() < probability,
    pick: <T>(of: readonly T[]): T => of[below(of.length)] as T,
    shuffled: <T>(of: readonly T[]): T[] =>
      of
        .map((each) => [next(), each] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, each]) => each),
  };
}

export type Chance = ReturnType<typeof chance>;
