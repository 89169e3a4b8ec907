import type { Commit, Outgoing } from "./commit.ts";
import type { Envelope } from "./envelope.ts";
import type { Services } from "./needs.ts";
import type { Pace } from "./rates.ts";
import type { ReadModels } from "./read-models.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Trace } from "./trace.ts";

export type { Listed, Page, ReadModels, Row, RowWrite } from "./read-models.ts";
export type { Addressed, Failure, Roads, SetAside } from "./roads.ts";
export type { IdPage, Snapshot, Snapshots } from "./snapshots.ts";
export type { Trace, TraceEntry } from "./trace.ts";

/** Facts: one stream is one sequence of commits from 1; reads are consistent. */
export interface Journal {
  /** Commits with n greater than `after`, ascending: all of them, or at most `limit` (or as many as one page holds) in one call. */
  read(stream: string, after: number, limit?: number): Promise<Commit[]>;
  /** The newest commits, ascending, at most `limit` (or as many as one page holds): one call. */
  tail(stream: string, limit: number): Promise<Commit[]>;
  /** Writes on condition that commit n does not exist; answers the commit that stands there instead, or undefined when written. */
  append(commit: Commit): Promise<Commit | undefined>;
}

/** What is known of a message that has failed or waited at one consumer. */
export interface Attempt {
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** Receive count when last written: receives beyond it went unaccounted. */
  readonly receives: number;
  readonly fingerprint: string;
  /** Counted before it ran, since earlier receives left no trace. */
  readonly suspect: boolean;
  /** What failed last: its type, and the error's code or name. */
  readonly type?: string;
  readonly code?: string;
  /** When it comes back: ISO 8601. Later than that it has been handled, or waits for its turn. */
  readonly next?: string;
  /** Milliseconds it was not its turn: of its age they are no time in which it was not ready. */
  readonly held?: number;
  /** Why it is in the dead-letter queue. */
  readonly dead?: DeadLetterReason;
}

export interface Attempts {
  read(consumer: string, id: string): Promise<Attempt | undefined>;
  write(consumer: string, id: string, attempt: Attempt): Promise<void>;
  /** The messages on whose account a consumer takes no others. */
  halts(consumer: string): Promise<readonly string[]>;
  halt(consumer: string, id: string): Promise<void>;
  release(consumer: string, id: string): Promise<void>;
}

/** Token buckets, shared by all who take from them. */
export interface Rates {
  /** Takes a token of the bucket `system/owner/name` at `now`, epoch milliseconds; answers 0, or the milliseconds until it should be tried again. */
  take(bucket: string, pace: Pace, now: number): Promise<number>;
}

export interface DeadLetterReason {
  readonly code: string;
  readonly reason: string;
  readonly help: string;
  readonly consumer: string;
  readonly attempts: number;
  readonly first: string;
  readonly last: string;
  /** The key that waits for this letter, by its stream and the commit that says so. */
  readonly parks?: { readonly stream: string; readonly n: number };
  /** The whole consumer waits for this letter. */
  readonly halts?: true;
}

/** One received SQS message. */
export interface Delivery {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly receives: number;
  /** When it came into this queue, epoch milliseconds; absent where nobody knows. */
  readonly queuedAt?: number;
  /** It carries a dead-letter reason: somebody sent it back. */
  readonly redriven: boolean;
  /** FIFO: the message group. */
  readonly group?: string;
}

/** A consumer's own queue, as delivery uses it. */
export interface Inbox {
  /** Sends to the dead-letter queue, the reason in one attribute; FIFO: deduplicated by SQS message id. */
  deadLetter(delivery: Delivery, reason: DeadLetterReason): Promise<void>;
  /** Lets messages come back after `seconds`. */
  backOff(deliveries: readonly Delivery[], seconds: number): Promise<void>;
  remove(deliveries: readonly Delivery[]): Promise<void>;
}

/** What the edge remembers of an Idempotency-Key for 24 h. */
export interface KeyRecord {
  readonly bodyHash: string;
  readonly response: unknown;
  readonly envelopes: readonly Envelope[];
}

export interface Keys {
  /** Stores the record until `expires`, epoch seconds, if the key is free; answers the record that stands there otherwise. */
  claim(key: string, record: KeyRecord, expires: number): Promise<KeyRecord | undefined>;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds this clock is ahead of the database's, once known. */
  skew(): number | undefined;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export type LogLine = {
  readonly system: string;
  readonly handler: string;
  readonly id: string;
  readonly type: string;
  readonly correlationid?: string;
  readonly outcome: string;
  readonly code?: string;
  /** Of a failure: where it was thrown, file and line. */
  readonly at?: string;
  /** Of a failure: its message. It may quote what it failed on, so it is for a run on one's own machine alone. */
  readonly reason?: string;
  readonly ms: number;
};

/** Everything delivery needs of the world: the seam where memory, AWS and injected faults fit. */
export interface Ports {
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly attempts: Attempts;
  readonly rates: Rates;
  readonly models: ReadModels;
  readonly clock: Clock;
  readonly trace?: Trace;
  /** Sends commands that stand in a commit before the relay does; what it does not send, the relay does. */
  readonly early?: (messages: readonly Outgoing[]) => Promise<unknown>;
  readonly log: (line: LogLine) => void;
  readonly services: Services;
}
