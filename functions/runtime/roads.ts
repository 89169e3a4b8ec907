import type { Envelope } from "./envelope.ts";

/** Where the relay sends. Each call answers the ids that did not go, with the reason; it throws only if none went. */
export interface Roads {
  publish(envelopes: readonly Envelope[]): Promise<Failure[]>;
  /** To one consumer's queue; `delay` in milliseconds: what is for a FIFO queue waits in the relay's retry queue; one over 15 minutes counts from the envelope's time. */
  send(consumer: string, messages: readonly Addressed[]): Promise<Failure[]>;
  /** To the relay's retry queue. */
  setAside(messages: readonly SetAside[]): Promise<Failure[]>;
}

export interface Addressed {
  readonly envelope: Envelope;
  /** FIFO: the stream of the receiver. */
  readonly group?: string;
  /** Milliseconds. */
  readonly delay?: number;
}

export interface Failure {
  readonly id: string;
  readonly reason: string;
}

export interface SetAside {
  readonly envelope: Envelope;
  readonly reason: string;
  readonly delay?: number;
}
