import type { Claim, Commit } from "../commit.ts";
import type { Envelope } from "../envelope.ts";
import { Retryable, Terminal } from "../errors.ts";
import { LETTERS_KEPT_FOR } from "../letters.ts";
import { placeAfter } from "./commit-run.ts";
import type { Copy } from "./copy.ts";
import { HeldBack } from "./held-back.ts";
import type { Item } from "./item.ts";
import { expiryOfStream } from "./retention.ts";
import type { Worker } from "./worker.ts";

const notYet = (until: string, now: number) =>
  new Retryable({
    after: Math.max(1_000, Date.parse(until) - now),
    reason: "a claim on this stream is not finished",
  });

const behind = (letter: string) =>
  new HeldBack({
    code: "key-parked",
    reason: `its key waits for the dead letter ${letter}`,
    help: "redrive that letter, or resolve it",
  });

/** The delivery of a claim under which no effect was begun. */
const NONE = "";

function assertPasses(claim: Claim, { envelope, delivery }: Item, now: number): void {
  const { id, until, delivery: claimed, parked } = claim;
  if (id !== envelope.id) throw parked ? behind(id) : notYet(until, now);
  if (claimed === NONE) return;
  if (!parked && now < Date.parse(until)) throw notYet(until, now);
  if (!delivery.redriven || claimed === delivery.messageId)
    throw new Terminal("claim-unfinished", "it was claimed and not finished: the effect may have happened", {
      help: "look at the provider; redrive the message if it should be done again",
    });
}

/**
 * Guards a stream by its claims. A message meeting another's waits; its own that has run out is left to a person: the effect may
 * have happened. A redrive from the dead-letter queue is that person's word to do it again, once. A key that is parked waits for its
 * letters one after another, in the order in which they died, each until it is answered or can be there no longer.
 */
export function assertUnclaimed({ ports }: Worker, { claims }: Copy, item: Item): void {
  const now = ports.clock.now();
  for (const claim of [...claims.values()]) {
    if (!claim.parked || now < Date.parse(claim.until)) {
      assertPasses(claim, item, now);
      return;
    }
    claims.delete(claim.id);
  }
}

/** A claim's commit; the nonce tells it from an equal one of another process. */
function claimCommit(worker: Worker, copy: Copy, { id, type }: Envelope, lasts: number, more: Partial<Claim>): Commit {
  const { clock } = worker.ports;
  const now = clock.now();
  const place = placeAfter(copy, now);
  const until = new Date(now + lasts).toISOString();
  const by = worker.route(type)?.handler ?? worker.consumer.name;
  const claim = { id, until, delivery: NONE, nonce: clock.random(), ...more };
  return { ...place, by, events: [], sends: [], answers: [], claim, ...expiryOfStream(worker, Date.parse(place.time)) };
}

/** The commit that claims a stream for a message, before its effect. */
export const claimOf = (worker: Worker, copy: Copy, { envelope, delivery }: Item): Commit =>
  claimCommit(worker, copy, envelope, worker.limits.claimFor, { delivery: delivery.messageId });

/** The commit by which a key waits for a dead letter. Whether an effect was begun for it, and in which delivery, stays known. */
export const parkingOf = (worker: Worker, copy: Copy, { envelope }: Item): Commit =>
  claimCommit(worker, copy, envelope, LETTERS_KEPT_FOR, {
    delivery: copy.claims.get(envelope.id)?.delivery ?? NONE,
    parked: true,
  });
