import type { Claim, Commit } from "../commit.ts";
import { Terminal } from "../errors.ts";
import type { Snapshot } from "../ports.ts";

/** What this process knows of a stream: a place in it, and everything up to there. */
export interface Copy {
  readonly stream: string;
  readonly n: number;
  readonly version: number;
  /** Time of commit n. */
  readonly time: string;
  readonly state: unknown;
  /** Messages answered, oldest first; those before `paged` are in pages. */
  readonly ids: (readonly [id: string, time: string])[];
  readonly known: Set<string>;
  readonly paged: number;
  /** Messages claimed and not answered yet. */
  readonly claims: Map<string, Claim>;
  /** Commit of the last snapshot known of, or that could not be written. */
  readonly snapshotAt: number;
  /** When it was last compared with the journal, epoch milliseconds. */
  readonly checkedAt: number;
  /** Read just now, not remembered. */
  readonly fresh: boolean;
}

/** A page as it is kept in this process: pages never change once written. */
export interface Page {
  readonly ids: ReadonlySet<string>;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Folds the facts of one commit into a state. */
export type FoldCommit = (state: unknown, commit: Commit) => unknown;

export const emptyCopy = (stream: string, initial: unknown, now: number): Copy => ({
  stream,
  n: 0,
  version: 0,
  time: "",
  state: initial,
  ids: [],
  known: new Set(),
  paged: 0,
  claims: new Map(),
  snapshotAt: 0,
  checkedAt: now,
  fresh: true,
});

export const fromSnapshot = (empty: Copy, { n, version, time, state, ids, paged }: Snapshot): Copy => ({
  ...empty,
  n,
  version,
  time,
  state,
  ids: [...ids],
  known: new Set(ids.map(([id]) => id)),
  paged,
  snapshotAt: n,
});

/**
 * The copy with commits laid on; those it has already are passed over.
 * Lists are grown in place, since copying thousands of ids per commit would cost more than the commit: the older copy is void.
 */
export function advance(copy: Copy, commits: readonly Commit[], foldCommit: FoldCommit): Copy {
  const news = commits.filter(({ n }) => n > copy.n);
  const last = news.at(-1);
  if (!last) return copy;
  const { ids, known, claims } = copy;
  let state = copy.state;
  for (const commit of news) {
    state = foldCommit(state, commit);
    if (commit.claim) claims.set(commit.claim.id, commit.claim);
    for (const { id } of commit.answers) {
      ids.push([id, commit.time]);
      known.add(id);
      claims.delete(id);
    }
  }
  return { ...copy, n: last.n, version: last.version, time: last.time, state };
}

/** A stream that has outlived its first facts is refused rather than folded from what is left; one that has gone whole begins anew. */
export function assertWhole({ stream, n }: Copy, commits: readonly Commit[]): void {
  const news = commits.filter((commit) => commit.n > n);
  const last = news.at(-1)?.n ?? n;
  if (last - n > news.length)
    throw new Terminal(
      "facts-gone",
      `${stream} has outlived some of its facts: they were kept for the state's keptFor`,
      {
        help: "raise keptFor, or let the key name a shorter time",
      },
    );
}
