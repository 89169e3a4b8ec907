import type { Latency } from "../local/latency.ts";
import type { Machine } from "../machine.ts";
import type { Place } from "./places.ts";

/** What was measured at one place. */
export interface Figures {
  /** Product and version, as the endpoint tells them. */
  readonly engine: string;
  readonly startSeconds: number;
  readonly deploySeconds: number;
  /** From the sending of a command to the call of its handler, nothing else under way. */
  readonly hop: Latency;
  /** From a request through three handlers, the last of them asked by a saga. */
  readonly threeHops: Latency;
  /** Commands sent at once, and how many per second were committed, their event sent and projected, until the last. */
  readonly commands: number;
  readonly commandsPerSecond: number;
  /** Resident after that work, of the engine with all its processes, and of `npm start` without them. */
  readonly engineMiB: number;
  readonly runnerMiB: number;
}

export interface EngineResults {
  /** ISO 8601, the day. */
  readonly date: string;
  readonly machine: Machine;
  /** A place that was left out is missing. */
  readonly places: { readonly [place in Place]?: Figures };
}
