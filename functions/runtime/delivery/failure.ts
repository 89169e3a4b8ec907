import { createHash } from "node:crypto";
import { type BugleError, type Retryable, verdictOf } from "../errors.ts";
import type { Attempt, DeadLetterReason, Delivery } from "../ports.ts";
import { hasWaitedTooLong, heldFor, isHeldBack, pauseSeconds } from "./held-back.ts";
import type { Item, Outcome } from "./item.ts";
import { stopBehind } from "./park.ts";
import type { Worker } from "./worker.ts";

const fingerprintOf = (error: unknown): string => {
  const { name, code, stack, message } = (error ?? {}) as Partial<BugleError>;
  const place = stack?.split("\n").find((line) => line.trimStart().startsWith("at ")) ?? "";
  return createHash("sha256")
    .update(`${name}|${code}|${message ? place : ""}`)
    .digest("hex")
    .slice(0, 16);
};

/** What an operator may see of an error: its message may quote the data it failed on. */
const codeOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as Partial<BugleError>;
  return String(code ?? name ?? "unknown");
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function begin(worker: Worker, delivery: Delivery): Attempt {
  const now = iso(worker.ports.clock.now());
  return { count: 0, first: now, last: now, receives: delivery.receives, fingerprint: "", suspect: false };
}

/** Jittered: half to all of 1 s, 2 s, 4 s … up to 15 minutes. */
const backOffSeconds = (count: number, random: number): number =>
  Math.ceil(Math.min(900, 2 ** Math.max(0, count - 1)) * (0.5 + random / 2));

/** Stops what waits for it, sends it to the dead-letter queue, then notes it for whoever waits; doing all that twice is harmless. */
async function deadLetter(worker: Worker, item: Item, attempt: Attempt, error: unknown): Promise<Outcome> {
  const { code = "exhausted", message = String(error), help = "" } = (error ?? {}) as Partial<BugleError>;
  const reason: DeadLetterReason = {
    code: String(code),
    reason: message,
    help,
    consumer: worker.consumer.name,
    attempts: attempt.count,
    first: attempt.first,
    last: attempt.last,
    ...(await stopBehind(worker, item)),
  };
  await worker.inbox.deadLetter(item.delivery, reason);
  await worker.ports.attempts.write(worker.consumer.name, item.envelope.id, { ...attempt, dead: reason });
  return "dead";
}

/** The attempts of a message; a redriven one begins anew. */
async function attemptOf(worker: Worker, { delivery, envelope, counted }: Item): Promise<Attempt> {
  const stored = counted ?? (await worker.ports.attempts.read(worker.consumer.name, envelope.id));
  return !stored || (stored.dead && delivery.redriven) ? begin(worker, delivery) : stored;
}

/** Attempts with this one: waiting is none, and behind a dead letter nothing was: whatever failed there failed before it could run. */
function countOf({ count }: Attempt, { counted }: Item, error: unknown): number {
  const before = counted ? count - 1 : count;
  if (isHeldBack(error)) return codeOf(error) === "rate-limited" ? before : 0;
  return verdictOf(error) === "retryable" ? count : before + 1;
}

/**
 * Decides what becomes of a message that was not answered: the dead-letter queue, or another try later.
 * `followers` of the same FIFO group go back together with it, uncounted, since they have not run.
 */
export async function settleFailure(
  worker: Worker,
  item: Item,
  error: unknown,
  followers: readonly Delivery[],
): Promise<Outcome> {
  const { attempts, clock } = worker.ports;
  const { delivery, envelope } = item;
  const before = await attemptOf(worker, item);
  const verdict = verdictOf(error);
  const waits = verdict === "retryable";
  const after: Attempt = {
    count: countOf(before, item, error),
    first: before.first,
    ...(before.held !== undefined && { held: before.held }),
    last: iso(clock.now()),
    receives: delivery.receives,
    fingerprint: fingerprintOf(error),
    suspect: false,
    type: envelope.type,
    code: codeOf(error),
  };
  if (verdict === "terminal") return deadLetter(worker, item, after, error);
  const route = worker.route(envelope.type);
  const tooOften = !waits && after.count >= (route?.attempts ?? worker.limits.attempts);
  const now = clock.now();
  const tooLong = waits && hasWaitedTooLong(error, delivery, after, now, route ?? worker.limits, worker.limits);
  if (tooOften || tooLong) return deadLetter(worker, item, after, error);
  const seconds = waits ? pauseSeconds(error as Retryable, after, now) : backOffSeconds(after.count, clock.random());
  const noted = { ...after, ...heldFor(error, before, seconds), next: iso(now + seconds * 1_000) };
  await attempts.write(worker.consumer.name, envelope.id, noted);
  await worker.inbox.backOff([delivery, ...followers], seconds);
  return waits ? "waiting" : "retry";
}

/**
 * Counts an attempt before it runs, for a record whose earlier receives left no trace: it may be the one that kills the process.
 * Undefined when it has had its attempts: it is then in the dead-letter queue.
 */
export async function countFirst(worker: Worker, item: Item): Promise<Item | undefined> {
  const { delivery, envelope } = item;
  const before = await attemptOf(worker, item);
  const counted = { ...before, count: before.count + 1, receives: delivery.receives, suspect: true };
  const limit = worker.route(envelope.type)?.attempts ?? worker.limits.attempts;
  if (counted.count > limit) {
    const reason = `it ended its process, or its time ran out, ${before.count} times`;
    await deadLetter(worker, item, before, {
      code: "kills-the-process",
      message: reason,
      help: "look at the log of its last run",
    });
    return undefined;
  }
  await worker.ports.attempts.write(worker.consumer.name, envelope.id, counted);
  return { ...item, counted };
}

/** Takes back what was counted first: it was received beside what ends processes, and its own is still here. */
export async function acquit({ ports, consumer }: Worker, { envelope, counted }: Item): Promise<void> {
  if (!counted) return;
  const cleared = { ...counted, count: counted.count - 1, suspect: false };
  await ports.attempts.write(consumer.name, envelope.id, cleared).catch(() => undefined);
}
