import type { Contract, Message } from "../contract.ts";
import { fold, type StateDefinition } from "../state.ts";
import { assertPlain, frozen, misuse } from "./plain.ts";

/** When everything happens, unless a test says otherwise. */
export const NOON = "2026-01-01T12:00:00.000Z";

interface Timed {
  readonly time: string;
  readonly fact: Message<"event">;
}

/** A fact of the past: an event, or `at(time, event)`. */
export type Given = Message<"event"> | Timed;

/** A given fact with the time it was committed, ISO 8601; without it facts are of noon on 1 January 2026. */
export const at = (time: string, fact: Message<"event">): Given => ({ time, fact });

export const timed = (given: Given): Timed => ("fact" in given ? given : { time: NOON, fact: given });

const sameKey = (name: string, field: string, key: string, { type, data }: Message): void => {
  const other = (data as Record<string, unknown>)[field];
  if (other !== key)
    throw misuse(`${type} has ${field} ${JSON.stringify(other)}`, `${name} is told here for ${field} "${key}"`);
};

/** Folds facts as the runtime would; refuses those of another stream, unknown ones, and a state that is not plain. */
export function folded<S>(
  definition: Pick<StateDefinition<S>, "name" | "key" | "from" | "evolve" | "initial">,
  key: string,
  given: readonly Given[],
  known: { readonly state: S; readonly version: number } = { state: frozen(definition.initial), version: 0 },
): { readonly state: S; readonly version: number } {
  return given.map(timed).reduce(({ state, version }, { time, fact }) => {
    const contract: Contract | undefined = definition.from.find(({ type }) => type === fact.type);
    if (!contract) throw misuse(`${definition.name} does not fold ${fact.type}`, "add it to the state's `from`");
    sameKey(definition.name, definition.key, key, fact);
    const stored = { type: fact.type, v: contract.version, data: frozen(fact.data), time, version: version + 1 };
    const next = fold(definition, state, stored);
    assertPlain(next, definition.name);
    return { state: frozen(next), version: version + 1 };
  }, known);
}
