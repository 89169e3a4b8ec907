import type { Message } from "./contract.ts";

/** A command that is sent when it is due; named by `as`, it can be cancelled until then. */
export interface Later<M = Message> {
  readonly later: M;
  /** Milliseconds from the commit. */
  readonly delay?: number;
  /** ISO 8601; a time that has passed means now. */
  readonly at?: string;
  readonly as?: string;
}

/** Makes a named command impossible that has not been handled yet. */
export interface Cancelled<M = Message> {
  readonly cancel: M;
  readonly as: string;
}

/** What may stand in the place of a command. */
export type Timed<M> = Later<M> | Cancelled<M>;

/**
 * Sends a command `by` milliseconds from its commit, or `at` a time: by the queue up to 15 minutes, by EventBridge Scheduler beyond.
 * `as` names it among all that its sender's stream ever sends under a name, so that `cancel` can find it: 1 to 128 characters. Name each
 * command anew: a second one under a name is a duplicate of the first, even of one that was cancelled.
 * Throws Terminal `bad-delay` for what is negative, no time, or more than a year away, and `bad-name`.
 */
export const later = <M extends Message<"command">>(
  message: M,
  when: { readonly by: number } | { readonly at: string },
  as?: string,
): Later<M> => ({
  later: message,
  ...("by" in when ? { delay: when.by } : { at: when.at }),
  ...(as !== undefined && { as }),
});

/**
 * Cancels the command that the same stream sent under this name: whichever its handler's stream answers first, the command or its
 * cancellation, is the answer to both, and nobody is told. One that comes thousands of messages after its command stands in the journal as an
 * answer of its own, and changes nothing. `message` says whose it is: its contract and its key, the same as the command's.
 * An outside effect under way is not called back; with `effect: "hold"` the cancellation waits for its end.
 */
export const cancel = <M extends Message<"command">>(message: M, as: string): Cancelled<M> => ({ cancel: message, as });
