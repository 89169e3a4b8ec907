import { type Kind, Rejection } from "../contract.ts";
import type { HandlerDefinition } from "../handler.ts";
import type { Consumer, ContractEntry, Definition, HandlerEntry, System } from "../manifest.ts";
import type { Loaded } from "../manifest-files.ts";
import type { SagaDefinition } from "../saga.ts";
import type { StateDefinition } from "../state.ts";

/** One handler where it stands. */
export interface Placed {
  readonly system: string;
  readonly consumer: Consumer;
  readonly entry: HandlerEntry;
  /** Absent when two handlers share the name, since nobody can tell whose code it is. */
  readonly definition?: Definition;
}

export interface PlacedContract extends ContractEntry {
  readonly system: string;
}

/** Every system at once, as the rules look at it. */
export interface Landscape {
  readonly systems: readonly System[];
  readonly handlers: readonly Placed[];
  /** Doubles included. */
  readonly contracts: readonly PlacedContract[];
  /** Commands that the systems' APIs send; absent when nobody has looked. */
  readonly sentByApis?: ReadonlySet<string>;
}

export function landscapeOf({ manifest, definitions }: Loaded, sentByApis?: ReadonlySet<string>): Landscape {
  const { systems } = manifest;
  const placed = systems.flatMap(({ name: system, consumers }) =>
    consumers.flatMap((consumer) => consumer.handlers.map((entry) => ({ system, consumer, entry }))),
  );
  const named = Map.groupBy(placed, ({ system, entry }) => `${system}/${entry.name}`);
  const handlers = placed.map((each): Placed => {
    const name = `${each.system}/${each.entry.name}`;
    const definition = named.get(name)?.length === 1 ? definitions.get(name) : undefined;
    return definition ? { ...each, definition } : each;
  });
  const contracts = systems.flatMap(({ name: system, contracts }) => contracts.map((each) => ({ ...each, system })));
  return { systems, handlers, contracts, ...(sentByApis && { sentByApis }) };
}

export const contractOf = ({ contracts }: Landscape, type: string): PlacedContract | undefined =>
  contracts.find((contract) => contract.type === type);

/** The kind of a type; undefined when no contracts.ts declares it. */
export const kindOf = (landscape: Landscape, type: string): Kind | undefined =>
  type === Rejection.type ? Rejection.kind : contractOf(landscape, type)?.kind;

const takesCommands = ({ consumer: { kind } }: Placed): boolean => kind === "state" || kind === "command";

export const listens = ({ consumer: { kind } }: Placed): boolean => kind === "subscriber" || kind === "saga";

export const emittersOf = ({ handlers }: Landscape, type: string): Placed[] =>
  handlers.filter(({ entry }) => entry.emits.includes(type));

export const sendersOf = ({ handlers }: Landscape, type: string): Placed[] =>
  handlers.filter(({ entry }) => entry.sends.includes(type));

export const handlersOf = ({ handlers }: Landscape, command: string): Placed[] =>
  handlers.filter((each) => takesCommands(each) && each.entry.receives.includes(command));

export const listenersOf = ({ handlers }: Landscape, event: string): Placed[] =>
  handlers.filter((each) => listens(each) && each.entry.receives.includes(event));

export const sagaOf = ({ definition }: Placed): SagaDefinition | undefined =>
  definition?.is === "saga" ? definition : undefined;

/** The options of a command's handler or a subscriber. */
export const optionsOf = ({ definition }: Placed): HandlerDefinition["options"] | undefined =>
  definition?.is === "handler" || definition?.is === "subscriber" ? definition.options : undefined;

/** The state that a handler decides on or that a projection reads. */
export const stateOf = (placed: Placed): StateDefinition | undefined =>
  placed.definition?.is === "projection" ? placed.definition.of : optionsOf(placed)?.state;
