import type { Contract, Message, MessageOf } from "../contract.ts";
import type { CommandHandler, HandlerDefinition, Received, Subscriber } from "../handler.ts";
import type { Made } from "../needs.ts";
import type { StateDefinition } from "../state.ts";
import { folded, type Given, NOON } from "./facts.ts";
import { missingNeed } from "./missing-need.ts";
import { type Outcome, outcome } from "./outcome.ts";
import { frozen, misuse } from "./plain.ts";

export interface When<N = unknown> {
  /** Fakes of the handler's needs; one that is not given fails when it is used. */
  needs?: Partial<Made<N>>;
  /** When the message is handled, ISO 8601; default noon on 1 January 2026. */
  now?: string;
  /** Envelope id; default "message-1". */
  id?: string;
  actor?: string;
  /** Of an event: its number in its stream. */
  version?: number;
}

interface GivenHandler<C, N> {
  /** Handles one message on what was given. Not a promise: end with a `then…`, and await that one. */
  when(message: MessageOf<C>, options?: When<N>): Outcome;
}

/**
 * Tests a command's handler or a subscriber without any delivery: facts, one message, and what is answered.
 * `given(cancelOrder, [new OrderCreated(…)]).when(new CancelOrder(…)).then(new OrderCancelled(…))`.
 */
export function given<C extends Contract, S, N>(
  handler: CommandHandler<C, S, N> | Subscriber<C, S, N>,
  facts: readonly Given[] = [],
): GivenHandler<C, N> {
  return { when: (message, options = {}) => run(handler, facts, message as Message, options) };
}

function run(handler: HandlerDefinition, facts: readonly Given[], message: Message, options: When): Outcome {
  const { contract, options: declared } = handler;
  if (message.type !== contract.type)
    throw misuse(`this handler takes ${contract.type}`, `it was given ${message.type}`);
  const home = declared.state;
  if (!home && facts.length > 0) throw misuse("this handler has no state", "it can be given no facts");
  const key = home && keyOf(home, message);
  const before = home && key !== undefined ? folded(home, key, facts) : undefined;
  const made = needsOf(handler, options.needs as Record<string, unknown> | undefined);
  const received = receive(message, options, keyPrefix(handler, key, before?.state, options));
  const about = { handler, key, before, message, now: received.now };
  return outcome(about, () => handler.run(received, before?.state, made));
}

function keyOf(home: StateDefinition, { type, data }: Message): string {
  const key = (data as Record<string, unknown>)[home.key];
  if (typeof key !== "string" || key === "")
    throw misuse(`${type} has no ${home.key}`, `it is the key of ${home.name}`);
  return key;
}

/** Readable, and the same whenever the provider's key is: by stream and finished attempts, or by message without state. */
function keyPrefix({ options }: HandlerDefinition, key: string | undefined, state: unknown, { id }: When): string[] {
  if (!options.state || key === undefined) return [id ?? "message-1"];
  return [options.state.name, key, String(options.attempt?.(state) ?? 0)];
}

function receive(
  { type, data }: Message,
  { now = NOON, id = "message-1", actor, version }: When,
  prefix: string[],
): Received {
  return {
    id,
    type,
    data: frozen(data),
    time: now,
    now,
    key: (name = "effect") => [...prefix, name].join("/"),
    correlationId: "correlation-1",
    ...(actor !== undefined && { actor }),
    ...(version !== undefined && { version }),
  };
}

const needsOf = ({ options }: HandlerDefinition, fakes: Record<string, unknown> = {}): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(options.needs ?? {}).map((name) => [
      name,
      fakes[name] ?? missingNeed(name, `give a fake: when(message, { needs: { ${name} } })`),
    ]),
  );
