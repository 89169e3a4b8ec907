import type { Place } from "./place.ts";

/** One thing that AWS does and that an endpoint has to do as well. */
export interface Case {
  /** Unique and stable, such as `queues/delay`. */
  readonly id: string;
  /** What AWS does, in one sentence. */
  readonly title: string;
  /** Where AWS says so. */
  readonly source: string;
  /** What Bugle does on an endpoint that departs, in one sentence. */
  readonly instead: string;
  /** Answers undefined if the endpoint does as AWS, else what it did instead: the same few words in every run. */
  readonly run: (place: Place) => Promise<string | undefined>;
}

/** The cases of one service. */
export interface Section {
  /** Such as `queues`: the first part of its cases' ids. */
  readonly name: string;
  readonly cases: readonly Case[];
}

/** `missing`: the endpoint says itself that it does not know the operation or the resource. */
type Verdict = "as AWS" | "departs" | "missing";

/** How an endpoint stood a case. */
export interface Finding {
  readonly id: string;
  readonly verdict: Verdict;
  /** What it did instead; absent if as AWS. */
  readonly saw?: string;
}
