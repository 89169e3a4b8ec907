import { streamOf } from "./envelope.ts";
import type { Consumer, HandlerEntry, Manifest } from "./manifest.ts";

/** Where a command goes. */
export interface CommandRoute {
  readonly consumer: string;
  readonly fifo: boolean;
  /** State commands: the state and the field that holds its key. */
  readonly state?: string;
  readonly key?: string;
}

/** What relay and edge must know of the manifest, as plain data. */
export interface Routes {
  readonly commands: Readonly<Record<string, CommandRoute>>;
  /** `system/name` of a stream to the consumer that takes its replies and timers. */
  readonly repliesTo: Readonly<Record<string, string>>;
  /** `system/name` of a stream to the types its handlers declared. */
  readonly declared: Readonly<Record<string, readonly string[]>>;
  /** Events that also go to the bus. */
  readonly public: readonly string[];
}

const takesCommands = ({ kind }: Consumer) => kind === "state" || kind === "command";

const commandRoute = ({ name, system, fifo, state }: Consumer): CommandRoute => ({
  consumer: name,
  fifo,
  ...(state && { state: `${system}/${state.name}`, key: state.key }),
});

const declaredBy = ({ emits, sends, replies }: HandlerEntry) => [...emits, ...sends, ...(replies ? [replies] : [])];

/** Derives the routes; two handlers of one command are a finding of `check`, here the last one wins. */
export function routesOf({ systems }: Manifest): Routes {
  const consumers = systems.flatMap((system) => system.consumers);
  const declared = new Map<string, string[]>();
  for (const { writes, handlers } of consumers)
    if (writes) declared.set(writes, [...(declared.get(writes) ?? []), ...handlers.flatMap(declaredBy)]);
  return {
    commands: Object.fromEntries(
      consumers
        .filter(takesCommands)
        .flatMap((consumer) =>
          consumer.handlers.flatMap(({ receives }) => receives.map((type) => [type, commandRoute(consumer)])),
        ),
    ),
    repliesTo: Object.fromEntries(
      consumers.flatMap(({ kind, writes, name }) => (kind === "saga" && writes ? [[writes, name]] : [])),
    ),
    declared: Object.fromEntries([...declared].map(([prefix, types]) => [prefix, [...new Set(types)]])),
    public: systems.flatMap(({ contracts }) => contracts.filter((contract) => contract.public).map(({ type }) => type)),
  };
}

/** The routes of what a consumer's eager handlers send to FIFO queues; undefined where they send nothing so. */
export function earlyRoutes({ handlers }: Consumer, { commands }: Routes): Pick<Routes, "commands"> | undefined {
  const sent = new Set(handlers.flatMap(({ eager, sends }) => (eager ? sends : [])));
  const own = Object.entries(commands).filter(([type, { fifo }]) => fifo && sent.has(type));
  return own.length > 0 ? { commands: Object.fromEntries(own) } : undefined;
}

/** The stream a state command is for; undefined for a stateless command, or when its key is not a string. */
export function targetStream(route: CommandRoute, data: unknown): string | undefined {
  const key = route.key === undefined ? undefined : (data as Record<string, unknown>)[route.key];
  if (route.state === undefined || typeof key !== "string") return undefined;
  const [system = "", name = ""] = route.state.split("/");
  return streamOf(system, name, key);
}
