import { type Envelope, isNamed } from "../envelope.ts";
import { Terminal } from "../errors.ts";
import type { Read } from "./item.ts";
import type { StreamKind } from "./stream-kind.ts";
import type { Worker } from "./worker.ts";

/** When what is written now about a stream may go, epoch seconds: no message that it judges can come any more, whatever the clocks say. */
export const expiryOfStream = ({ kind: { keptFor }, limits }: Worker, now: number): { expires?: number } =>
  keptFor === undefined ? {} : { expires: Math.floor((now + keptFor + limits.clockMargin) / 1_000) };

/** From when on something may have answered a message: a cancellation comes before its time, and only a stateless handler keeps that until then. */
const judgedFrom = ({ oneMessage }: StreamKind, { id, born, due = born }: Envelope): number =>
  Date.parse(oneMessage || !isNamed(id) ? due : born);

/** Whether what could judge something of this time, epoch milliseconds, may have gone. */
export const isTooOld = ({ kind: { keptFor }, ports }: Worker, time: number): boolean =>
  keptFor !== undefined && ports.clock.now() - time > keptFor;

/** Refuses what the facts that could judge it may have left. */
export function assertYoung(worker: Worker, envelope: Envelope): void {
  if (isTooOld(worker, judgedFrom(worker.kind, envelope)))
    throw new Terminal("too-old", "too old to judge: whether it has been answered is no longer known", {
      help: "send it anew if it should still be done",
    });
}

/** An event to a read model that has forgotten the event's stream: it would be counted a second time. */
export function judged(worker: Worker, read: Read): Read {
  if (read.error !== undefined || worker.consumer.kind !== "projection") return read;
  try {
    assertYoung(worker, read.item.envelope);
    return read;
  } catch (error) {
    return { ...read, error };
  }
}
