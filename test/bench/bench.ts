/** What a section is run with. */
export interface Run {
  /** Fewer rounds: to see that it works, not to compare. */
  readonly quick: boolean;
  readonly signal: AbortSignal;
  /** Tells what is under way. */
  readonly progress: (line: string) => void;
  /** A folder for files that are not needed later. */
  readonly scratch: string;
}

/** Measures contenders in turns, so that what else the machine does meets all alike: figures by contender, one per round. */
export async function inTurns<N extends string, T>(
  names: readonly N[],
  rounds: number,
  measure: (name: N, round: number) => Promise<T>,
): Promise<Record<N, T[]>> {
  const figures = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<N, T[]>;
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) figures[name].push(await measure(name, round));
  return figures;
}
