import type { Tried } from "./attempts.ts";

/** A message that comes back after a failure, or because it waits for something. */
export interface FailingMessage {
  readonly consumer: string;
  readonly id: string;
  readonly type?: string;
  readonly state: "failing" | "waiting";
  readonly attempts: number;
  readonly first: string;
  readonly last: string;
  readonly next: string;
  /** Of the last failure: the error's code or name. */
  readonly code?: string;
}

/** Messages of a consumer whose time to come back has passed: in work, behind others, or handled since. */
interface Due {
  readonly consumer: string;
  readonly atMost: number;
}

export interface Failing {
  readonly failing: readonly FailingMessage[];
  readonly due: readonly Due[];
}

/** A message comes back a little after its time. */
const GRACE = 2_000;

function failingMessage({ consumer, id, attempt }: Tried, next: string): FailingMessage {
  const { count, first, last, type, code } = attempt;
  return {
    consumer,
    id,
    ...(type !== undefined && { type }),
    state: count === 0 ? "waiting" : "failing",
    attempts: count,
    first,
    last,
    next,
    ...(code !== undefined && { code }),
  };
}

/**
 * Tells which messages are failing now: those still to come back. An attempt is noted when it fails and stays when the message has been
 * handled, so what was due already counts only as far as its queue `holds` messages.
 */
export function failingOf(tried: readonly Tried[], holds: ReadonlyMap<string, number>, now: number): Failing {
  const alive = tried.filter(({ consumer, attempt }) => !attempt.dead && (holds.get(consumer) ?? 0) > 0);
  const isToCome = ({ attempt: { next } }: Tried) => next !== undefined && Date.parse(next) > now - GRACE;
  const failing = alive.filter(isToCome).map((each) => failingMessage(each, each.attempt.next ?? ""));
  const passed = Map.groupBy(
    alive.filter((each) => !isToCome(each)),
    ({ consumer }) => consumer,
  );
  const due = [...passed].map(([consumer, messages]): Due => {
    const others = failing.filter((each) => each.consumer === consumer).length;
    return { consumer, atMost: Math.min(messages.length, Math.max(0, (holds.get(consumer) ?? 0) - others)) };
  });
  return {
    failing: failing.toSorted((a, b) => a.next.localeCompare(b.next)),
    due: due.filter(({ atMost }) => atMost > 0),
  };
}

/** Dead letters of a consumer by their reason, as noted when they died. */
export interface Reason {
  readonly code: string;
  readonly count: number;
  /** When the newest died. */
  readonly last: string;
}

/** The reasons of a consumer's `count` dead letters: a note outlives its letter's redrive, so the newest are taken. */
export function reasonsOf(tried: readonly Tried[], consumer: string, count: number): Reason[] {
  const dead = tried
    .flatMap((each) => (each.consumer === consumer && each.attempt.dead ? [each.attempt.dead] : []))
    .toSorted((a, b) => b.last.localeCompare(a.last))
    .slice(0, count);
  return [...Map.groupBy(dead, ({ code }) => code)]
    .map(([code, each]) => ({ code, count: each.length, last: each[0]?.last ?? "" }))
    .toSorted((a, b) => b.count - a.count);
}
