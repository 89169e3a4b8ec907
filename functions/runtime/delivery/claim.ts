import type { Commit } from "../commit.ts";
import { Retryable, Terminal } from "../errors.ts";
import { placeAfter } from "./commit-run.ts";
import type { Copy } from "./copy.ts";
import type { Item } from "./item.ts";
import type { Route, Worker } from "./worker.ts";

const notYet = (until: string, now: number) =>
  new Retryable({
    after: Math.max(1_000, Date.parse(until) - now),
    reason: "another message holds a claim on this stream",
  });

/**
 * Guards a stream by claims. A message meeting an open claim waits; its own claim that ran out is left to a person: the effect may
 * have happened. A redrive from the dead-letter queue is that person's word to do it again.
 */
export async function claimBefore(
  worker: Worker,
  copy: Copy,
  { envelope, delivery }: Item,
  effect: Route["effect"],
  append: (worker: Worker, copy: Copy, commit: Commit) => Promise<Copy>,
): Promise<Copy> {
  const now = worker.ports.clock.now();
  for (const [id, until] of copy.claims) {
    if (id !== envelope.id || now < Date.parse(until)) throw notYet(until, now);
    if (!delivery.redriven)
      throw new Terminal("claim-unfinished", "it was claimed and not finished: the effect may have happened", {
        help: "look at the provider; redrive the message if it should be done again",
      });
  }
  if (effect !== "hold") return copy;
  const place = placeAfter(copy, now);
  const until = new Date(now + worker.limits.claimFor).toISOString();
  const by = worker.route(envelope.type)?.handler ?? worker.consumer.name;
  const claim: Commit = { ...place, by, events: [], sends: [], answers: [], claim: { id: envelope.id, until } };
  return append(worker, copy, claim);
}
