import type { DeadLetterReason, Delivery } from "./ports.ts";

/** How long a dead-letter queue keeps a letter: milliseconds. What waited for one longer would wait for ever. */
export const LETTERS_KEPT_FOR = 14 * 24 * 3_600_000;

/**
 * The group of a letter in a FIFO queue, which every way of redriving keeps: that of its key, or one of its own where messages of the key
 * wait for the letter, since a group waits for its head.
 */
export function groupOfLetter(
  { group, messageId }: Pick<Delivery, "group" | "messageId">,
  { parks, halts, code }: Pick<DeadLetterReason, "parks" | "halts" | "code">,
): string {
  const isAwaited = parks !== undefined || halts || code === "claim-unfinished";
  return isAwaited ? messageId : (group ?? messageId);
}
