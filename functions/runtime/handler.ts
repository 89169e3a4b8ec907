import type { CommandContract, Contract, DataOf, DocumentContract, EventContract, MessageOf } from "./contract.ts";
import type { Timed } from "./later.ts";
import type { Made, Need } from "./needs.ts";
import type { StateDefinition } from "./state.ts";

/** A message as a handler sees it; time and ids come in as data, so that the same message always means the same. */
export interface Received<D = unknown> {
  readonly id: string;
  readonly type: string;
  readonly data: D;
  /** When it was sent, and when it is handled: ISO 8601. */
  readonly time: string;
  readonly now: string;
  /** The provider's idempotency key for effect `name`: the same for every try of this attempt. */
  key(name?: string): string;
  readonly correlationId: string;
  readonly actor?: string;
  /** Events: their number among the facts of their stream. */
  readonly version?: number;
}

type Answer<M> = M | readonly M[] | undefined | void;
type Outward<E, D, R> = MessageOf<E | D | R> | Timed<MessageOf<D>>;

export interface Retries {
  /** Failures before the dead-letter queue; default 8. */
  attempts?: number;
  /** Longest wait in milliseconds for what is not ready yet; default 24 h. */
  waitAtMost?: number;
  /**
   * What follows a dead letter: `go-on` (default); `park`, where later messages of its key wait in order until it is redriven or resolved;
   * `halt`, where every message of the queue does. For commands of a state.
   */
  exhausted?: "go-on" | "park" | "halt";
}

/** A token bucket: `limit` runs per `per` milliseconds, `burst` of them (default `limit`) at once. */
export interface Rate {
  limit: number;
  per: number;
  burst?: number;
  /** The string field of the data that has a bucket of its own per value; absent: one bucket for the handler. */
  by?: string;
}

interface Options<S, E, D, R, N> {
  /** The stream this handler decides on; without it, each message is a stream of its own and no event may be emitted. */
  state?: StateDefinition<S>;
  emits?: readonly E[];
  sends?: readonly D[];
  /** The document that goes back to whoever asked. */
  replies?: R;
  /** Outside services. A handler with needs and a state has a queue of its own. */
  needs?: N;
  /** Finished attempts in the state: makes the provider's key new when a try has got its answer. */
  attempt?: (state: S) => number;
  /** What a crash in the effect means: `again` (default: tried again under the same provider key) or `hold` (left to a person). */
  effect?: "again" | "hold";
  /** Messages with more hops behind them are dead-lettered: required on a loop. */
  hopLimit?: number;
  name?: string;
  retry?: Retries;
  /** How often it may run; what comes sooner waits, which counts as no failure. */
  rate?: Rate;
  /**
   * After its commit the handler sends its commands to FIFO queues itself, some 200 ms before the relay does in AWS; the queue swallows the
   * second. Its role names those queues.
   */
  eager?: boolean;
  docs?: string;
}

interface SubscriberOptions<S, E, D, R, N> extends Options<S, E, D, R, N> {
  /** `at-most-once` acknowledges, then runs: no state, nothing sent, lost if it fails. Default at-least-once with one effect. */
  delivery?: "at-least-once" | "at-most-once";
  /** Of one stream's events only the newest that has arrived is handled; older ones are superseded, now and later. For subscribers without a state. */
  latest?: boolean;
  /** Subscribers of one state that name the same queue share it, and its Lambda. */
  queue?: string;
}

type EmitsNeedsState<S, E> = [E] extends [never] ? unknown : [S] extends [undefined] ? { emits: never } : unknown;

/** What `handle` and `on` make: plain data and one function, read by the manifest and run by delivery. */
export interface HandlerDefinition {
  readonly is: "handler" | "subscriber";
  readonly contract: Contract;
  readonly options: SubscriberOptions<unknown, EventContract, CommandContract, DocumentContract, Record<string, Need>>;
  readonly run: (message: Received, state: unknown, needs: unknown) => unknown;
}

type Run<C, S, E, D, R, N> = (
  message: Received<DataOf<C>>,
  state: S,
  needs: Made<N>,
) => Answer<Outward<NoInfer<E>, NoInfer<D>, NoInfer<R>>> | Promise<Answer<Outward<NoInfer<E>, NoInfer<D>, NoInfer<R>>>>;

export interface CommandHandler<C, S, N> extends HandlerDefinition {
  readonly is: "handler";
  readonly of?: { contract: C; state: S; needs: N };
}
export interface Subscriber<C, S, N> extends HandlerDefinition {
  readonly is: "subscriber";
  readonly of?: { contract: C; state: S; needs: N };
}

/** Declares the one handler of a command; what it returns is committed, then sent by the relay. */
export function handle<
  C extends CommandContract,
  S = undefined,
  const E extends EventContract = never,
  const D extends CommandContract = never,
  R extends DocumentContract = never,
  N extends Record<string, Need> = Record<never, never>,
>(
  contract: C,
  options: Options<S, E, D, R, N> & EmitsNeedsState<S, E>,
  run: Run<C, S, E, D, R, N>,
): CommandHandler<C, S, N> {
  return { is: "handler", contract, options, run } as unknown as CommandHandler<C, S, N>;
}

/** Declares one subscriber of an event; the publisher does not know it, and it has a queue of its own. */
export function on<
  C extends EventContract,
  S = undefined,
  const E extends EventContract = never,
  const D extends CommandContract = never,
  N extends Record<string, Need> = Record<never, never>,
>(
  contract: C,
  options: SubscriberOptions<S, E, D, never, N> & EmitsNeedsState<S, E>,
  run: Run<C, S, E, D, never, N>,
): Subscriber<C, S, N> {
  return { is: "subscriber", contract, options, run } as unknown as Subscriber<C, S, N>;
}
