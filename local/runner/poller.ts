/** Something that feeds handlers until it is stopped. */
export interface Poller {
  /** Takes nothing new, waits for handlers at work and, after `patienceMs`, lets their messages be received again. */
  stop(patienceMs: number): Promise<void>;
}

/** Told of what went wrong outside any handler; the work goes on. */
export type Trouble = (error: unknown) => void;
