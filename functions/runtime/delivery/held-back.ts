import { BugleError, type Retryable } from "../errors.ts";
import type { Attempt, Delivery } from "../ports.ts";
import type { Limits } from "./limits.ts";

interface Holding {
  readonly code: "rate-limited" | "key-parked" | "consumer-halted";
  readonly reason: string;
  readonly help: string;
  /** Milliseconds; default 5 s. */
  readonly after?: number;
}

/**
 * Not its turn, through no fault of its own: a message waits uncounted, and longer than one that is not ready may, up to when its queue would
 * forget it.
 */
export class HeldBack extends BugleError {
  readonly verdict = "retryable";
  readonly heldBack = true;
  readonly after: number;

  constructor({ code, reason, help, after = 5_000 }: Holding) {
    super(code, reason, { help });
    this.after = after;
  }
}

export const isHeldBack = (error: unknown): boolean =>
  (error as Partial<HeldBack> | null | undefined)?.heldBack === true;

/** What a wait for one's turn adds to those before. */
export const heldFor = (error: unknown, { held = 0 }: Attempt, seconds: number): Pick<Attempt, "held"> =>
  isHeldBack(error) ? { held: held + seconds * 1_000 } : {};

/** Milliseconds: whatever a message waits for may end any minute, and 9 days of such waits stay below the queue's net of 1,000 receives. */
const LONGEST_PAUSE = 20 * 60_000;
/** What every queue can hide a message for. */
const LONGEST_HIDDEN = 6 * 3_600_000;

/** At least as asked, and a twentieth of what it has waited: a day of waiting then takes some 200 receives, far from the queue's net. */
export function pauseSeconds(error: Pick<Retryable, "after">, { first }: Attempt, now: number): number {
  const twentieth = (now - Date.parse(first)) / 20;
  const pause = isHeldBack(error)
    ? Math.min(Math.max(error.after, Math.min(twentieth, LONGEST_PAUSE)), LONGEST_HIDDEN)
    : Math.max(error.after, twentieth);
  return Math.ceil(pause / 1_000);
}

/** Whether a message has waited as long as it may: for its turn by the age of its delivery, for what is not ready by the time it had its turn. */
export function hasWaitedTooLong(
  error: unknown,
  { queuedAt }: Delivery,
  { first, held = 0 }: Attempt,
  now: number,
  { waitAtMost }: Pick<Limits, "waitAtMost">,
  { heldAtMost }: Pick<Limits, "heldAtMost">,
): boolean {
  if (isHeldBack(error)) return now - (queuedAt ?? Date.parse(first)) > heldAtMost;
  return now - Date.parse(first) - held > waitAtMost;
}
