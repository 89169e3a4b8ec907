import type { Kind } from "./contract.ts";
import type { Envelope } from "./envelope.ts";
import { AT_EDGE, keyOf, namedId, ownerOf } from "./envelope.ts";
import type { About } from "./errors.ts";

/** A message answered by a commit, with what its own messages inherit. */
export interface Answer {
  readonly id: string;
  readonly type: string;
  /** When the message was sent: the hop's beginning, for the trace. */
  readonly sent: string;
  readonly correlationid: string;
  readonly hops: number;
  readonly actor?: string;
  readonly traceparent?: string;
  readonly replyto?: string;
  /** The handler, where it is not the commit's. */
  readonly by?: string;
  readonly rejected?: { readonly code: string; readonly reason: string; readonly help: string; readonly about?: About };
  /** Of the event, where only the latest of its stream is handled. */
  readonly streamversion?: number;
}

interface Stored {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
  /** Index of the answer that caused it. */
  readonly by: number;
  /** Milliseconds from when it is sent or due; absent: for ever. */
  readonly expiresAfter?: number;
}

export interface StoredSend extends Stored {
  readonly kind: Exclude<Kind, "event"> | "timer";
  /** Documents and timers: the stream they are for. Commands go to their one handler. */
  readonly to?: string;
  /** Milliseconds. */
  readonly delay?: number;
  /** Commands: the name that its id is made of. */
  readonly as?: string;
  /** Cancels the command of that name. */
  readonly cancelled?: true;
}

/** A message that has the stream to itself until a later commit answers it. */
export interface Claim {
  readonly id: string;
  readonly until: string;
  /** SQS id of the delivery that claimed for its effect; empty where none was begun. */
  readonly delivery: string;
  readonly nonce: number;
  /** Made for a dead letter: later messages of the key wait for that. */
  readonly parked?: true;
}

/** One journal item: effect, idempotency key and outbox in one write. */
export interface Commit {
  readonly stream: string;
  /** Number of the commit in its stream, from 1. */
  readonly n: number;
  /** Never earlier than that of the commit before: ISO 8601. */
  readonly time: string;
  /** `system/handler` that made it. */
  readonly by: string;
  /** Events in the stream up to and including this commit. */
  readonly version: number;
  readonly events: readonly Stored[];
  readonly sends: readonly StoredSend[];
  readonly answers: readonly Answer[];
  /** A saga's facts: the messages it received; folded, never published. */
  readonly received?: readonly (Stored & { readonly kind: Kind | "timer" })[];
  /** `hold`: this commit claims the message before its effect; finished when a later commit answers it. */
  readonly claim?: Claim;
  /** Stateless handlers: when the item may go, epoch seconds. */
  readonly expires?: number;
}

/** A message made by a commit, with its place: what the relay sends. */
export interface Outgoing {
  readonly envelope: Envelope;
  /** Milliseconds. */
  readonly delay?: number;
}

const after = (time: string, milliseconds: number): string => new Date(Date.parse(time) + milliseconds).toISOString();

const expiry = (from: string, { expiresAfter }: Stored): Pick<Envelope, "expirytime"> =>
  expiresAfter === undefined ? {} : { expirytime: after(from, expiresAfter) };

/** A command's own: its name, and when it is due. One without a name cannot have been answered before then. */
function ofCommand({ stream, time }: Commit, send: StoredSend): Partial<Envelope> {
  const { kind, delay, as, cancelled } = send;
  if (kind !== "command") return {};
  const due = delay === undefined ? undefined : after(time, delay);
  return {
    ...(due !== undefined && { due, ...(as === undefined && { born: due }) }),
    ...expiry(due ?? time, send),
    ...(as !== undefined && { id: namedId(stream, as) }),
    ...(cancelled && { cancelled }),
  };
}

/** The messages that a commit says: ids are (stream, commit, index) or (stream, name), so sending again is the same message. */
export function outgoing(commit: Commit): Outgoing[] {
  const before = commit.version - commit.events.length;
  const envelope = (item: Stored, index: number, extra: Partial<Envelope> & Pick<Envelope, "kind">): Envelope => {
    const cause = commit.answers[item.by];
    return {
      specversion: "1.0",
      id: `${commit.stream}@${commit.n}.${index}`,
      source: `/${ownerOf(commit.stream)}`,
      type: item.type,
      subject: keyOf(commit.stream),
      time: commit.time,
      born: commit.time,
      correlationid: cause?.correlationid ?? commit.stream,
      ...(cause && { causationid: cause.id, ...(cause.actor && { actor: cause.actor }) }),
      ...(cause?.traceparent && { traceparent: cause.traceparent }),
      contractversion: item.v,
      hops: (cause?.hops ?? 0) + 1,
      ...extra,
      data: item.data,
    };
  };
  return [
    ...commit.events.map((event, i) => ({
      envelope: envelope(event, i, {
        kind: "event",
        stream: commit.stream,
        streamversion: before + i + 1,
        ...expiry(commit.time, event),
      }),
    })),
    ...commit.sends
      .map((send, i) => ({
        envelope: envelope(send, commit.events.length + i, {
          kind: send.kind,
          ...(send.to ? { stream: send.to } : commit.received && { replyto: commit.stream }),
          ...ofCommand(commit, send),
        }),
        ...(send.delay !== undefined && { delay: send.delay }),
      }))
      .filter(({ envelope }) => envelope.stream !== AT_EDGE),
  ];
}
