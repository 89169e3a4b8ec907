import { Retryable } from "../errors.ts";
import type { DeadLetterReason } from "../ports.ts";
import { pause } from "./answer.ts";
import { isAnswered } from "./answered.ts";
import { append, Conflict } from "./append.ts";
import { parkingOf } from "./claim.ts";
import { openCopies } from "./copies.ts";
import type { Item } from "./item.ts";
import type { Worker } from "./worker.ts";

/** Copies without their state: what cannot be folded is a reason to die, and must not keep a letter from being waited for. */
const unfolded = ({ ports, limits, kind: { definition } }: Worker) =>
  openCopies(ports, limits, { initial: undefined, definition, foldCommit: (state) => state, oneMessage: false });

/**
 * Lets a key wait for a message that is about to be a dead letter: a claim on its stream, which ends with the answer to the message.
 * One that dies behind another waits its turn as a letter too. Undefined where there is nothing to wait for: it was answered meanwhile.
 */
async function park(worker: Worker, item: Item): Promise<DeadLetterReason["parks"]> {
  const { limits } = worker;
  const { stream, envelope } = item;
  const copies = unfolded(worker);
  for (let round = 0; round < limits.conflicts; round++) {
    const copy = await copies.get(stream, "fresh");
    if (await isAnswered(worker, copy, envelope)) return undefined;
    try {
      const { n } = await append(worker, copy, parkingOf(worker, copy, item));
      return { stream, n };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await pause(worker, round);
    }
  }
  throw new Retryable({ reason: `${stream}: ${limits.conflicts} conflicts in a row` });
}

/**
 * Stops what must not go on behind a dead letter, before it is one: a crash between the two then leaves a message that comes again and is
 * the only one that may run. What cannot be read has no handler to say so and no key: it stops nothing.
 */
export async function stopBehind(worker: Worker, item: Item): Promise<Pick<DeadLetterReason, "parks" | "halts">> {
  const { consumer, ports } = worker;
  const { envelope, stream, delivery } = item;
  const exhausted = worker.route(envelope.type)?.exhausted;
  if (!exhausted) return {};
  if (exhausted === "halt") await ports.attempts.halt(consumer.name, envelope.id);
  const parks = stream === delivery.messageId ? undefined : await park(worker, item);
  return { ...(parks && { parks }), ...(exhausted === "halt" && { halts: true }) };
}
