import type { DataOf, EventContract, TypeOf } from "./contract.ts";
import { assertDuration } from "./duration.ts";
import { assertCheckpoints, assertSpread } from "./projection-options.ts";
import type { Fact, StateDefinition } from "./state.ts";

type RowFolds<Row, E, F = Fact> = {
  readonly [T in TypeOf<E> & string]?: (row: Row, data: DataOf<Extract<E, { type: T }>>, fact: F) => Row;
};

/** What a fold of totals is told besides: the name of the total it folds. */
export interface TotalFact extends Fact {
  readonly total: string;
}

/** Where a row stands among others; in DynamoDB a list is read from an index that is a moment behind the rows. */
export interface ListedRows<Row> {
  /** The list a row belongs to; undefined: none. */
  readonly in: (row: Row) => string | undefined;
  /** What the list is ordered by, greatest first, as text is ordered: times as ISO 8601, numbers padded. */
  readonly by: (row: Row) => string;
}

export interface ProjectionDefinition<Row = unknown> {
  readonly is: "projection";
  readonly name: string;
  readonly of: StateDefinition;
  /** Across streams: the totals an event counts in. Absent: one row per stream. */
  readonly total?: (data: never, fact: Fact & { readonly type: string }) => string | readonly string[];
  /** Milliseconds a row is kept after it was last written, by total where they differ; absent: for ever. */
  readonly keptFor?: number | ((key: string) => number | undefined);
  /** In how many parts a total is kept; absent: one. */
  readonly spread?: number | ((total: string) => number);
  /** What two parts of a total come to. */
  readonly merge?: (one: Row, other: Row) => Row;
  /** Of one stream: in how many commits a row is kept once as it was; absent: never. */
  readonly checkpoints?: number;
  readonly initial: Row;
  readonly listed?: ListedRows<Row>;
  readonly folds: Readonly<Record<string, (row: Row, data: never, fact: TotalFact) => Row>>;
}

/**
 * Declares a read model of one state, one row per stream, in stream order: late, doubled and disordered events are put right from the journal.
 * Events without a fold only move the row's version. `listed` lets the edge read rows page by page, such as the orders of a user;
 * a row pays for it when it enters or leaves a list and twice when it moves, so order by what never changes.
 * With `checkpoints` a row is kept as it was once in so many commits of its stream, default never, for one row written more:
 * a `view` of a past time then reads no more commits than that, where it would read all from the first. Throws `bad-checkpoints`.
 */
export function projection<S, E extends EventContract, Row>(
  name: string,
  options: {
    of: StateDefinition<S, E>;
    initial: Row;
    listed?: ListedRows<NoInfer<Row>>;
    keptFor?: number;
    checkpoints?: number;
  },
): (folds: RowFolds<Row, E>) => ProjectionDefinition<Row> {
  assertDuration(`keptFor of ${name}`, options.keptFor);
  assertCheckpoints(name, options.checkpoints);
  return (folds) =>
    ({ is: "projection", name, ...options, folds: folds as unknown }) as unknown as ProjectionDefinition<Row>;
}

interface Spread<Row> {
  spread: number | ((total: string) => number);
  merge: (one: Row, other: Row) => Row;
}

/**
 * Declares totals across the streams of one state; `total` names the total, or all the totals, that an event counts in.
 * Folds must commute across streams: only the order within a stream is kept.
 * For totals that many streams write at once, `spread` keeps each in 1 to 100 parts, default 1: a worker counts in one of them, drawn at random,
 * and whoever reads a total gets the `merge` of its parts. Folds must then commute within a stream too, `merge` in any order and grouping, and
 * `initial` must add nothing. Each part is kept from its own last write on, so a total older than `keptFor` may be found in part.
 * A spread may grow but must never shrink: what is in the parts beyond it would no longer be counted. Throws `bad-spread`.
 */
export function totals<S, E extends EventContract, Row>(
  name: string,
  options: {
    of: StateDefinition<S, E>;
    total: (data: DataOf<E>, fact: Fact & { readonly type: TypeOf<E> }) => string | readonly string[];
    initial: Row;
    keptFor?: number | ((total: string) => number | undefined);
  } & (Spread<NoInfer<Row>> | { spread?: never; merge?: never }),
): (folds: RowFolds<Row, E, TotalFact>) => ProjectionDefinition<Row> {
  if (typeof options.keptFor === "number") assertDuration(`keptFor of ${name}`, options.keptFor);
  if (typeof options.spread === "number") assertSpread(name, options.spread);
  return (folds) =>
    ({ is: "projection", name, ...options, folds: folds as unknown }) as unknown as ProjectionDefinition<Row>;
}
