import type { Answer, Commit } from "../commit.ts";
import type { Copy } from "./copy.ts";
import type { Decision, Place } from "./decision.ts";
import type { Item } from "./item.ts";
import { expiryOfStream } from "./retention.ts";
import { LONGEST_DELAY } from "./timing.ts";
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

function answer({ kind }: Worker, { envelope }: Item, { rejected }: Decision, by: string | undefined): Answer {
  const { id, type, time: sent, correlationid, hops, actor, traceparent, replyto, streamversion } = envelope;
  return {
    id,
    type,
    sent,
    correlationid,
    hops,
    ...(actor !== undefined && { actor }),
    ...(traceparent !== undefined && { traceparent }),
    ...(replyto !== undefined && { replyto }),
    ...(by !== undefined && { by }),
    ...(rejected && { rejected }),
    ...(kind.latest && streamversion !== undefined && { streamversion }),
  };
}

/** What a cancellation is for may be due in a year. */
const keptLonger = ({ kind }: Worker, [first]: readonly Decided[]): number =>
  kind.oneMessage && first?.item.envelope.cancelled ? LONGEST_DELAY : 0;

/** One commit for the decisions taken in a row on one copy. */
export function commitOf(worker: Worker, place: Place, run: readonly Decided[]): Commit {
  const events = run.flatMap(({ decision }, by) => decision.events.map((event) => ({ ...event, by })));
  const received = run.flatMap(({ decision }, by) => (decision.received ? [{ ...decision.received, by }] : []));
  const handlerOf = ({ item }: Decided) => worker.route(item.envelope.type)?.handler ?? worker.consumer.name;
  const by = run[0] ? handlerOf(run[0]) : worker.consumer.name;
  return {
    stream: place.stream,
    n: place.n,
    time: place.time,
    by,
    version: place.version + events.length,
    events,
    sends: run.flatMap(({ decision }, by) => decision.sends.map((send) => ({ ...send, by }))),
    answers: run.map((decided) => {
      const handler = handlerOf(decided);
      return answer(worker, decided.item, decided.decision, handler === by ? undefined : handler);
    }),
    ...(received.length > 0 && { received }),
    ...expiryOfStream(worker, Date.parse(place.time) + keptLonger(worker, run)),
  };
}

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
