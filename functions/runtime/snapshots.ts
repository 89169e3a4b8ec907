export interface Snapshot {
  readonly n: number;
  readonly version: number;
  readonly time: string;
  /** The version of the state's definition. */
  readonly definition: number;
  readonly state: unknown;
  /** Ids of the last messages answered, oldest first, with the time of the commit. */
  readonly ids: readonly (readonly [id: string, time: string])[];
  /** How many ids have gone to pages. */
  readonly paged: number;
  /** When it may go with the stream's facts, epoch seconds. */
  readonly expires?: number;
}

/** Ids that left a snapshot's list; page k holds the k-th lot, oldest first. */
export interface IdPage {
  readonly ids: readonly string[];
  /** Commit time of its newest id. */
  readonly until: string;
  /** When it may go, epoch seconds. */
  readonly expires?: number;
}

/** Beside the journal, outside its stream: lost snapshots cost time, nothing else; pages are written before their ids leave the list. */
export interface Snapshots {
  read(stream: string): Promise<Snapshot | undefined>;
  write(stream: string, snapshot: Snapshot): Promise<void>;
  readPage(stream: string, page: number): Promise<IdPage | undefined>;
  writePage(stream: string, page: number, content: IdPage): Promise<void>;
}
