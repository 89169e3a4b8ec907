import type { Consumer } from "../manifest.ts";
import { HeldBack } from "./held-back.ts";
import { type Item, isSettled, type Outcome } from "./item.ts";
import type { Worker } from "./worker.ts";

export const canHalt = ({ handlers }: Pick<Consumer, "handlers">): boolean =>
  handlers.some(({ exhausted }) => exhausted === "halt");

/** The messages on whose account this consumer takes no others: read once per batch, and only where a handler may halt it. */
export const readHalts = async ({ consumer, ports }: Worker): Promise<Set<string>> =>
  new Set(canHalt(consumer) ? await ports.attempts.halts(consumer.name) : []);

/** Why a message must wait: its consumer is halted, and not for its own sake. */
export function haltedFor(halts: ReadonlySet<string>, { envelope }: Item): HeldBack | undefined {
  const [letter] = halts;
  if (letter === undefined || halts.has(envelope.id)) return undefined;
  const reason = `its consumer is halted until the dead letter ${letter} is answered`;
  return new HeldBack({ code: "consumer-halted", reason, help: "redrive that letter, or resolve it" });
}

/** What a message's end means for the batch it came in. */
export function noteHalt(worker: Worker, halts: Set<string>, { envelope }: Item, outcome: Outcome): void {
  if (outcome === "dead" && worker.route(envelope.type)?.exhausted === "halt") halts.add(envelope.id);
}

/** Ends the halts for messages that have been answered, before they may leave the queue. */
export async function endHalts(
  { consumer, ports }: Worker,
  halts: Set<string>,
  items: readonly Item[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const answered = items.filter(({ envelope }, i) => halts.has(envelope.id) && isSettled(outcomes[i] ?? "retry"));
  for (const { envelope } of answered) {
    await ports.attempts.release(consumer.name, envelope.id);
    halts.delete(envelope.id);
  }
}
