import type { ApiRoute } from "./api-routes.ts";
import type { Contract, Kind } from "./contract.ts";
import type { HandlerDefinition } from "./handler.ts";
import type { Need } from "./needs.ts";
import type { ProjectionDefinition } from "./projection.ts";
import type { SagaDefinition } from "./saga.ts";
import type { ThingTopic } from "./things.ts";

export type Definition = HandlerDefinition | ProjectionDefinition | SagaDefinition;

export interface ContractEntry {
  readonly kind: Kind;
  readonly type: string;
  readonly version: number;
  readonly public: boolean;
  readonly docs: string;
  readonly fields: readonly string[];
  readonly file: string;
}

export interface HandlerEntry {
  /** Unique in its system; part of a stateless handler's streams, so it must not change. */
  readonly name: string;
  readonly file: string;
  /** Types received: one for a handler, several for a saga, a state's facts for a projection. */
  readonly receives: readonly string[];
  readonly emits: readonly string[];
  readonly sends: readonly string[];
  readonly replies?: string;
  readonly needs: readonly string[];
  readonly uses: readonly ("email" | "secret")[];
  readonly effect: "none" | "again" | "hold" | "at-most-once";
  readonly hopLimit?: number;
  /** It takes tokens. */
  readonly rated?: true;
  /** What follows its dead letters, where others must wait for them. */
  readonly exhausted?: "park" | "halt";
  /** It sends its commands to FIFO queues itself, before the relay does. */
  readonly eager?: true;
  /** Sagas: what each wait waits for, and for how many milliseconds. */
  readonly waits?: Readonly<Record<string, { readonly for: readonly string[]; readonly within: number }>>;
}

/** One queue with its dead-letter queue and its Lambda. */
export interface Consumer {
  /** `system/name`. */
  readonly name: string;
  readonly system: string;
  readonly kind: "state" | "command" | "subscriber" | "saga" | "projection";
  readonly fifo: boolean;
  /** Stream prefix it writes commits under, `system/name`; none for projections and at-most-once subscribers. */
  readonly writes?: string;
  readonly state?: { readonly name: string; readonly key: string };
  /** Topic filter: by event type, or by stream kind (projections). Command queues have none. */
  readonly filter?: { readonly types: readonly string[] } | { readonly streamKinds: readonly string[] };
  /** Events of other systems that arrive over the bus. */
  readonly fromBus: readonly string[];
  readonly model?: string;
  /** Subscribers: the queue is named by `queue`, and others that name it are merged into it. */
  readonly shared?: true;
  /** Subscribers: only the newest event of each publisher's stream is handled; the stream that answers it is named after that one. */
  readonly latest?: true;
  readonly handlers: readonly HandlerEntry[];
}

export interface System {
  readonly name: string;
  readonly contracts: readonly ContractEntry[];
  readonly consumers: readonly Consumer[];
  /** Files, relative to the functions folder. */
  readonly api?: string;
  /** Its API takes tokens. */
  readonly apiRated?: true;
  /** Of its API. */
  readonly routes?: readonly ApiRoute[];
  /** How keys are checked that callers of its API have of their own: the file, and the headers that it judges. */
  readonly callerKeys?: { readonly file: string; readonly headers: readonly string[] };
  readonly config?: string;
  /** What devices may publish over MQTT. */
  readonly things?: readonly ThingTopic[];
}

/** What stands in the folders, as plain data: infrastructure, runner, command line and tests read it. */
export interface Manifest {
  readonly systems: readonly System[];
}

const types = (contracts: readonly Contract[] | undefined): string[] => (contracts ?? []).map(({ type }) => type);

const usesOf = (needs: Record<string, Need> | undefined) => [
  ...new Set(Object.values(needs ?? {}).flatMap(({ uses }) => uses)),
];

function sagaEntry(definition: SagaDefinition, file: string): HandlerEntry {
  const waits = Object.entries(definition.waits ?? {});
  const heard = [...definition.startedBy, ...definition.hears, ...waits.flatMap(([, wait]) => wait.for)];
  return {
    name: definition.name,
    file,
    receives: [...new Set(types(heard))],
    emits: [],
    sends: types(definition.sends),
    needs: [],
    uses: [],
    effect: "none",
    ...(definition.hopLimit !== undefined && { hopLimit: definition.hopLimit }),
    ...(definition.eager && { eager: true as const }),
    waits: Object.fromEntries(waits.map(([name, wait]) => [name, { for: types(wait.for), within: wait.within }])),
  };
}

function handlerEntry({ is, contract, options }: HandlerDefinition, name: string, file: string): HandlerEntry {
  const hasNeeds = Object.keys(options.needs ?? {}).length > 0;
  const { exhausted = "go-on" } = (is === "handler" && options.state && options.retry) || {};
  return {
    name,
    file,
    receives: [contract.type],
    emits: types(options.emits),
    sends: types(options.sends),
    ...(options.replies && { replies: options.replies.type }),
    needs: Object.keys(options.needs ?? {}),
    uses: usesOf(options.needs),
    effect: options.delivery === "at-most-once" ? "at-most-once" : hasNeeds ? (options.effect ?? "again") : "none",
    ...(options.hopLimit !== undefined && { hopLimit: options.hopLimit }),
    ...(options.rate && { rated: true as const }),
    ...(exhausted !== "go-on" && { exhausted }),
    ...(options.eager && { eager: true as const }),
  };
}

/** The handler's name: its own, or its file's without the ending that says what it is. */
export function nameOf(definition: Definition, file: string): string {
  const fromFile = (file.split("/").at(-1) ?? file).replace(/(\.projection|\.saga)?\.ts$/, "");
  if (definition.is === "saga" || definition.is === "projection") return definition.name;
  return definition.options.name ?? fromFile;
}

/** The consumer that one definition asks for; handlers of one state without needs are merged by `consumersOf`. */
export function consumerOf(system: string, definition: Definition, file: string, own: ReadonlySet<string>): Consumer {
  const name = nameOf(definition, file);
  const base = { system, fifo: false, fromBus: [] as string[] };
  if (definition.is === "projection") {
    const { of, name: model } = definition;
    const receives = types(of.from);
    const entry: HandlerEntry = { name, file, receives, emits: [], sends: [], needs: [], uses: [], effect: "none" };
    const state = { name: of.name, key: of.key };
    const filter = { streamKinds: [`${system}/${of.name}`] };
    return { ...base, name: `${system}/${name}`, kind: "projection", model, state, filter, handlers: [entry] };
  }
  const listen = (received: readonly string[]) => ({
    filter: { types: received.filter((type) => own.has(type)) },
    fromBus: received.filter((type) => !own.has(type)),
  });
  if (definition.is === "saga") {
    const entry = sagaEntry(definition, file);
    const events = [
      ...definition.startedBy,
      ...definition.hears,
      ...Object.values(definition.waits ?? {}).flatMap((wait) => wait.for),
    ];
    const heard = [...new Set(types(events.filter(({ kind }) => kind === "event")))];
    const state = { name, key: definition.key };
    const writes = `${system}/${name}`;
    return { ...base, ...listen(heard), name: writes, kind: "saga", writes, state, handlers: [entry] };
  }
  const entry = handlerEntry(definition, name, file);
  const { state: home } = definition.options;
  const state = home && { name: home.name, key: home.key };
  const writes = entry.effect === "at-most-once" ? undefined : `${system}/${home?.name ?? name}`;
  const common = { ...base, ...(state && { state }), ...(writes && { writes }), handlers: [entry] };
  if (definition.is === "subscriber") {
    const { queue, latest } = definition.options;
    const marks = { ...(queue !== undefined && { shared: true as const }), ...(latest && { latest: true as const }) };
    return { ...common, ...listen(entry.receives), name: `${system}/${queue ?? name}`, kind: "subscriber", ...marks };
  }
  if (!home) return { ...common, name: `${system}/${name}`, kind: "command" };
  const alone = entry.needs.length > 0;
  return { ...common, name: `${system}/${alone ? name : home.name}`, kind: "state", fifo: true };
}
