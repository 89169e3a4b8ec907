import type { DataOf, EventContract, TypeOf } from "./contract.ts";
import { assertDuration } from "./duration.ts";
import { Retryable } from "./errors.ts";

/** What a fold is told besides the data: when the fact was committed, and its number in the stream. */
export interface Fact {
  readonly time: string;
  readonly version: number;
}

export type Folds<S, E> = {
  readonly [T in TypeOf<E> & string]: (state: S, data: DataOf<Extract<E, { type: T }>>, fact: Fact) => S;
};

/** A stream of facts per key and how they fold; facts of one state share a queue when their handlers need nothing. */
export interface StateDefinition<S = unknown, E = EventContract> {
  readonly name: string;
  readonly key: string;
  /** Raised when `evolve` changes its meaning: older snapshots are then ignored. */
  readonly version: number;
  readonly from: readonly E[];
  readonly initial: S;
  readonly evolve: Folds<S, E>;
  /** Milliseconds a stream's facts are kept; absent: for ever. */
  readonly keptFor?: number;
}

/**
 * Declares a state: the contracts of its facts, then one fold for each.
 * `key` names the string field of every command and event that tells which stream is meant. A fold is pure and must not throw.
 * A state may come to 4 MB zipped: no snapshot is kept of a larger one, and a process that meets its stream anew reads all its facts.
 * `keptFor`, milliseconds, is for streams that end, such as the readings of one hour: later its facts go, and a message that old is dead-lettered.
 * A key that is used again after that begins anew, and its events are named from 1 again: whoever remembers longer what it has heard takes them
 * for duplicates, which are subscribers without a state for 60 days, those with one and sagas for ever. Throws `bad-duration`.
 */
export function state<S, const E extends EventContract>(
  name: string,
  options: { key: string; version?: number; from: readonly E[]; initial: S; keptFor?: number },
): (evolve: Folds<S, E>) => StateDefinition<S, E> {
  assertDuration(`keptFor of the state ${name}`, options.keptFor);
  return (evolve) => ({ name, version: 1, ...options, evolve });
}

/** Folds one stored fact; a name or version the code does not know waits for the newer code that is on its way. */
export function fold<S>(
  definition: Pick<StateDefinition<S>, "name" | "from" | "evolve">,
  current: S,
  fact: { type: string; v: number; data: unknown } & Fact,
): S {
  const contract = definition.from.find(({ type }) => type === fact.type);
  if (!contract || fact.v > contract.version)
    throw new Retryable({
      after: 10_000,
      reason: `${definition.name} does not know ${fact.type} version ${fact.v}`,
      help: "deploy the code that knows it",
    });
  const folds = definition.evolve as Record<string, (state: S, data: unknown, fact: Fact) => S>;
  return (folds[fact.type] as NonNullable<(typeof folds)[string]>)(current, fact.data, fact);
}
