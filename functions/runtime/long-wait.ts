import type { Consumer, System } from "./manifest.ts";
import type { Addressed, SetAside } from "./ports.ts";

/** How long a queue can hold a message back, milliseconds; EventBridge Scheduler keeps what must wait longer. */
export const LONGEST_QUEUE_DELAY = 15 * 60_000;

/** Whether a timer of this consumer is beyond what its queue can delay. */
const waitsLong = ({ handlers }: Consumer): boolean =>
  handlers.some(({ waits = {} }) => Object.values(waits).some(({ within }) => within > LONGEST_QUEUE_DELAY));

/**
 * The consumers of what no queue may be able to delay: the sagas, where one waits that long, and the handlers of commands that others declare
 * to send, since any of these may be sent for later.
 */
export function longTargets({ consumers }: System): Consumer[] {
  const sagas = consumers.filter(({ kind }) => kind === "saga");
  const sent = new Set(consumers.flatMap(({ handlers }) => handlers.flatMap(({ sends }) => sends)));
  const takesCommands = ({ kind }: Consumer) => kind === "state" || kind === "command";
  const isSent = ({ handlers }: Consumer) => handlers.some(({ receives }) => receives.some((type) => sent.has(type)));
  return [
    ...(sagas.some(waitsLong) ? sagas : []),
    ...consumers.filter((consumer) => takesCommands(consumer) && isSent(consumer)),
  ];
}

/** What stands in the relay's retry queue for a message whose own queue is FIFO, and cannot delay one without the others. */
export const waiting = ({ envelope, delay = 0 }: Addressed): SetAside => ({
  envelope,
  reason: "it waits until it is due",
  delay,
});
