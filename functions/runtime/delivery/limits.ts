/** The numbers of delivery; tests and simulations make them small so that every path is walked. */
export interface Limits {
  /** Failures before the dead-letter queue. */
  readonly attempts: number;
  /** Longest wait for what is not ready, milliseconds. */
  readonly waitAtMost: number;
  /** Longest wait for one's turn, milliseconds; a queue keeps a message for 10 days. */
  readonly heldAtMost: number;
  /** Ids kept in a snapshot's list, and the size of a page. */
  readonly ids: number;
  readonly snapshotEvery: number;
  /** Commits a cold read asks for at once. */
  readonly tail: number;
  /** How long a warm copy is believed without a look, milliseconds. */
  readonly warmFor: number;
  readonly warmCopies: number;
  /** How far clocks may differ, milliseconds. */
  readonly clockMargin: number;
  /** How long a stateless handler's commit is kept, milliseconds. */
  readonly statelessFor: number;
  /** How long a claim holds, milliseconds. */
  readonly claimFor: number;
  readonly conflicts: number;
  readonly commitBytes: number;
  readonly hops: number;
}

const HOUR = 3_600_000;

export const LIMITS: Limits = {
  attempts: 8,
  waitAtMost: 24 * HOUR,
  heldAtMost: 9 * 24 * HOUR,
  ids: 2_000,
  snapshotEvery: 500,
  tail: 100,
  warmFor: 1_000,
  warmCopies: 1_000,
  clockMargin: 10_000,
  statelessFor: 60 * 24 * HOUR,
  claimFor: 60_000,
  conflicts: 50,
  commitBytes: 390_000,
  hops: 100,
};
