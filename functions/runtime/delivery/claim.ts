import type { Commit } from "../commit.ts";
import { Retryable, Terminal } from "../errors.ts";
import { expiryOf, placeAfter } from "./commit-run.ts";
import type { Copy } from "./copy.ts";
import type { Item } from "./item.ts";
import type { Worker } from "./worker.ts";

const notYet = (until: string, now: number) =>
  new Retryable({
    after: Math.max(1_000, Date.parse(until) - now),
    reason: "a claim on this stream is not finished",
  });

/**
 * Guards a stream by its claims. A message meeting another's waits; its own that has run out is left to a person: the effect may
 * have happened. A redrive from the dead-letter queue is that person's word to do it again, once.
 */
export function assertUnclaimed({ ports }: Worker, { claims }: Copy, { envelope, delivery }: Item): void {
  const now = ports.clock.now();
  for (const { id, until, delivery: claimed } of claims.values()) {
    if (id !== envelope.id || now < Date.parse(until)) throw notYet(until, now);
    if (!delivery.redriven || claimed === delivery.messageId)
      throw new Terminal("claim-unfinished", "it was claimed and not finished: the effect may have happened", {
        help: "look at the provider; redrive the message if it should be done again",
      });
  }
}

/** The commit that claims a stream for a message, before its effect; the nonce tells this claim from an equal one of another process. */
export function claimOf(worker: Worker, copy: Copy, { envelope, delivery }: Item): Commit {
  const { clock } = worker.ports;
  const now = clock.now();
  const place = placeAfter(copy, now);
  const until = new Date(now + worker.limits.claimFor).toISOString();
  const by = worker.route(envelope.type)?.handler ?? worker.consumer.name;
  const claim = { id: envelope.id, until, delivery: delivery.messageId, nonce: clock.random() };
  return { ...place, by, events: [], sends: [], answers: [], claim, ...expiryOf(worker, place) };
}
