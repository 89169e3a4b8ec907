import type {
  CommandContract,
  DataOf,
  DocumentContract,
  EventContract,
  MessageOf,
  Rejection,
  TypeOf,
} from "./contract.ts";
import type { Retries } from "./handler.ts";
import type { Timed } from "./later.ts";

/** What a step knows besides the saga's state and the message's data; `time` is the time of its own commit. */
export interface StepContext {
  readonly key: string;
  readonly time: string;
}

type Sent<C> = MessageOf<C> | Timed<MessageOf<C>>;

/** What a step answers: the state from here on, and commands. Nothing at all means: nothing to do. */
export type StepResult<S, C> = { readonly state?: S; readonly send?: Sent<C> | readonly Sent<C>[] } | undefined;

/** What the saga waits for. The timer is armed while `while` holds, and armed anew if it still holds after the timeout. */
export interface Wait<S, W> {
  readonly for: readonly W[];
  /** Milliseconds. */
  readonly within: number;
  readonly while: (state: S) => boolean;
}

type Step<S, D, C> = (state: S, data: D, context: StepContext) => StepResult<S, C>;

type Steps<S, H, C, W> = {
  readonly on: { readonly [T in TypeOf<H> & string]: Step<S, DataOf<Extract<H, { type: T }>>, C> };
  readonly rejected?: { readonly [T in TypeOf<C> & string]?: Step<S, DataOf<typeof Rejection>, C> };
  readonly timeout: { readonly [K in keyof W]: Step<S, undefined, C> };
};

export interface SagaDefinition {
  readonly is: "saga";
  readonly name: string;
  readonly key: string;
  readonly version: number;
  readonly startedBy: readonly EventContract[];
  readonly hears: readonly EventContract[];
  readonly waits: Readonly<Record<string, Wait<unknown, EventContract | DocumentContract>>>;
  readonly sends: readonly CommandContract[];
  readonly initial: unknown;
  readonly hopLimit?: number;
  readonly retry?: Retries;
  /** As of a handler. */
  readonly eager?: boolean;
  readonly steps: {
    readonly on: Readonly<Record<string, Step<unknown, unknown, CommandContract>>>;
    readonly rejected?: Readonly<Record<string, Step<unknown, unknown, CommandContract>>>;
    readonly timeout: Readonly<Record<string, Step<unknown, unknown, CommandContract>>>;
  };
}

/**
 * Declares a process: what starts it, what else it hears, what it waits for and how long, and what it may send.
 * Its facts are the messages it received, so a step is a pure function of state and message; it emits no events.
 * `key` names the field of every message it hears that tells which process is meant.
 */
export function saga<
  S,
  const B extends EventContract,
  const C extends CommandContract,
  const W extends Readonly<Record<string, Wait<NoInfer<S>, EventContract | DocumentContract>>>,
  const H extends EventContract = never,
>(
  name: string,
  options: {
    key: string;
    version?: number;
    startedBy: readonly B[];
    hears?: readonly H[];
    waits: W;
    sends: readonly C[];
    initial: S;
    hopLimit?: number;
    retry?: Retries;
    eager?: boolean;
  },
): (steps: Steps<S, B | H | W[keyof W]["for"][number], C, W>) => SagaDefinition {
  return (steps) =>
    ({ is: "saga", name, version: 1, hears: [], ...options, steps: steps as unknown }) as unknown as SagaDefinition;
}
