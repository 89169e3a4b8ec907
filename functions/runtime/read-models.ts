/** A row of a read model; `version` grows with each write. */
export interface Row<R = unknown> {
  readonly row: R;
  /** Read models of one stream: events of the stream folded into the row. Totals: writes. */
  readonly version: number;
  /** Commit of the last event folded. */
  readonly n: number;
}

export interface RowWrite {
  readonly model: string;
  readonly key: string;
  readonly value: Row;
  /** Version the row has now, 0 if it does not exist. */
  readonly expected: number;
  /** The list it stands in from now on; absent: in none. */
  readonly listed?: Listed;
  /** When it may go, epoch seconds: later it counts as absent. Absent: never. */
  readonly expires?: number;
}

export interface Listed {
  readonly list: string;
  /** Unique in its list, which is in the order of the UTF-8 bytes of its places. */
  readonly place: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

export interface ReadModels {
  read(model: string, key: string): Promise<Row | undefined>;
  /** Those of the rows that exist, by key; a hundred in one call. */
  readMany(model: string, keys: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  /** One write: false if the row is not at `expected`. More: all or none, in one transaction. */
  write(writes: readonly RowWrite[]): Promise<boolean>;
  /**
   * The rows of a list by place, greatest first, at most `limit`; `before` is the `next` of the page before.
   * Rows are read as they stand, but a row may enter or leave its list a moment later than it is written.
   */
  list(model: string, list: string, page: { limit: number; before?: string }): Promise<Page<Row>>;
}
