import type { Envelope } from "../envelope.ts";
import type { Delivery } from "../ports.ts";
import type { Outcome, Read } from "./item.ts";
import type { Suspects } from "./suspects.ts";
import type { Worker } from "./worker.ts";

/** What is known of an event without running it: a newer one of its stream has been handled, or it has itself. */
export function supersession({ kind }: Worker, handled: unknown, { streamversion = 0 }: Envelope): Outcome | undefined {
  if (!kind.latest || streamversion > (handled as number)) return undefined;
  return streamversion === handled ? "duplicate" : "superseded";
}

/**
 * The deliveries of a batch that a newer one of it supersedes. They leave the queue before the newest has been handled, even if it fails:
 * it comes back until it is handled or a dead letter, and its elders would only run in vain beside it. One that may end its process, or that
 * cannot be read, supersedes nothing.
 */
export function supersededIn({ kind }: Worker, reads: ReadonlyMap<Delivery, Read>, suspects: Suspects): Delivery[] {
  if (!kind.latest) return [];
  const sound = [...reads].filter(([delivery, { error }]) => error === undefined && !suspects.has(delivery));
  const version = ([, { item }]: [Delivery, Read]) => item.envelope.streamversion ?? 0;
  return [...Map.groupBy(sound, ([, { item }]) => item.stream).values()].flatMap((own) => {
    const newest = Math.max(...own.map(version));
    return own.filter((each) => version(each) < newest).map(([delivery]) => delivery);
  });
}
