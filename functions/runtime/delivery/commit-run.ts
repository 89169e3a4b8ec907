import type { Answer, Commit } from "../commit.ts";
import type { Copy } from "./copy.ts";
import type { Decision, Place } from "./decision.ts";
import type { Item } from "./item.ts";
import type { Worker } from "./worker.ts";

/** An item with the decision taken on it. */
export interface Decided {
  readonly item: Item;
  readonly decision: Decision;
}

/** Commits of one stream never go back in time, whatever the clocks say. */
export const placeAfter = (copy: Copy, now: number): Place => {
  const time = new Date(now).toISOString();
  return { stream: copy.stream, n: copy.n + 1, version: copy.version, time: time > copy.time ? time : copy.time };
};

function answer({ envelope }: Item, { rejected }: Decision): Answer {
  const { id, type, time: sent, correlationid, hops, actor, traceparent, replyto } = envelope;
  return {
    id,
    type,
    sent,
    correlationid,
    hops,
    ...(actor !== undefined && { actor }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyto !== undefined && { replyto }),
    ...(rejected && { rejected }),
  };
}

/** One commit for the decisions taken in a row on one copy. */
export function commitOf(worker: Worker, place: Place, run: readonly Decided[]): Commit {
  const { limits, kind, consumer } = worker;
  const events = run.flatMap(({ decision }, by) => decision.events.map((event) => ({ ...event, by })));
  const received = run.flatMap(({ decision }, by) => (decision.received ? [{ ...decision.received, by }] : []));
  const [first] = run;
  return {
    stream: place.stream,
    n: place.n,
    time: place.time,
    by: (first && worker.route(first.item.envelope.type)?.handler) ?? consumer.name,
    version: place.version + events.length,
    events,
    sends: run.flatMap(({ decision }, by) => decision.sends.map((send) => ({ ...send, by }))),
    answers: run.map(({ item, decision }) => answer(item, decision)),
    ...(received.length > 0 && { received }),
    ...(kind.oneMessage && { expires: Math.floor((Date.parse(place.time) + limits.statelessFor) / 1_000) }),
  };
}

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
