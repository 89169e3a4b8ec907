import type { Message } from "../../../functions/runtime/contract.ts";
import { verdictOf } from "../../../functions/runtime/errors.ts";
import type { HandlerDefinition, Received } from "../../../functions/runtime/handler.ts";
import { fold, type StateDefinition } from "../../../functions/runtime/state.ts";

const NOON = "2026-01-01T12:00:00.000Z";

/** Facts in streams, and nothing of delivery: enough to let handlers work on each other's facts. */
export interface World {
  facts(home: { name: string }, key: string): readonly Message[];
  state<S>(home: { name: string }, key: string): S;
  append(home: { name: string }, key: string, events: readonly Message[]): void;
}

export function emptyWorld(): World {
  const streams = new Map<string, Message[]>();
  const facts = ({ name }: { name: string }, key: string) => streams.get(`${name}/${key}`) ?? [];
  return {
    facts,
    state<S>(home: { name: string }, key: string): S {
      const definition = home as StateDefinition<S>;
      return facts(home, key).reduce(
        (state, { type, data }, i) => fold(definition, state, { type, v: 1, data, time: NOON, version: i + 1 }),
        definition.initial,
      );
    },
    append(home, key, events) {
      streams.set(`${home.name}/${key}`, [...facts(home, key), ...events]);
    },
  };
}

/** What a handler made of a message, before it is committed. */
export interface Draft {
  readonly messages: readonly Message[];
  readonly rejected?: string;
}

export const keyIn = (handler: HandlerDefinition, message: Message): string => {
  const home = handler.options.state;
  return home ? ((message.data as Record<string, string>)[home.key] ?? "") : "";
};

function receive(handler: HandlerDefinition, message: Message, state: unknown): Received {
  const { state: home, attempt = () => 0 } = handler.options;
  const stream = home ? [home.name, keyIn(handler, message), attempt(state)] : [message.type];
  const key = (name = "effect") => [...stream, name].join("/");
  return { id: "m", type: message.type, data: message.data, time: NOON, now: NOON, key, correlationId: "c" };
}

const draftOf = (answer: unknown): Draft => ({ messages: [answer ?? []].flat() as Message[] });

function refusal(error: unknown): Draft {
  if (verdictOf(error) !== "rejected") throw error;
  return { messages: [], rejected: (error as { code: string }).code };
}

/** Runs an async handler on the facts as they are now; throws what is no answer. */
export async function draft(world: World, handler: HandlerDefinition, message: Message, needs: object): Promise<Draft> {
  const home = handler.options.state;
  const state = home && world.state(home, keyIn(handler, message));
  try {
    return draftOf(await handler.run(receive(handler, message, state), state, needs));
  } catch (error) {
    return refusal(error);
  }
}

/** Commits the events of a draft. */
export function commit(world: World, handler: HandlerDefinition, message: Message, { messages }: Draft): void {
  const home = handler.options.state;
  const events = messages.filter(({ kind }) => kind === "event");
  if (home) world.append(home, keyIn(handler, message), events);
}

/** Runs a handler that is not async and commits its answer. */
export function tell(world: World, handler: HandlerDefinition, message: Message): void {
  const home = handler.options.state;
  const state = home && world.state(home, keyIn(handler, message));
  try {
    commit(world, handler, message, draftOf(handler.run(receive(handler, message, state), state, {})));
  } catch (error) {
    refusal(error);
  }
}
