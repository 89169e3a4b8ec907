import type { Commit } from "../commit.ts";
import type { Fact } from "../state.ts";
import type { Item } from "./item.ts";

/** An event with its place in its stream. */
export interface PlacedEvent extends Fact {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
  readonly n: number;
}

/** The place an event envelope tells of itself: its id is `stream@commit.index`. */
export function placedEvent({ envelope }: Item): PlacedEvent {
  const n = Number(/@(\d+)\.\d+$/.exec(envelope.id)?.[1] ?? 0);
  const { type, contractversion: v, data, time, streamversion: version = 0 } = envelope;
  return { type, v, data, time, version, n };
}

/** The events of commits with their places, those after `version` only. */
export const eventsAfter = (commits: readonly Commit[], version: number): PlacedEvent[] =>
  commits
    .flatMap(({ events, version: last, time, n }) =>
      events.map(({ type, v, data }, i) => ({ type, v, data, time, n, version: last - events.length + i + 1 })),
    )
    .filter((event) => event.version > version);
