import type { Consumer } from "./manifest.ts";

/** How long a queue can hold a message back, milliseconds; EventBridge Scheduler keeps what must wait longer. */
export const LONGEST_QUEUE_DELAY = 15 * 60_000;

/** Whether a timer of this consumer is beyond what its queue can delay. */
export const waitsLong = ({ handlers }: Consumer): boolean =>
  handlers.some(({ waits = {} }) => Object.values(waits).some(({ within }) => within > LONGEST_QUEUE_DELAY));
