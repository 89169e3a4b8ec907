import { streamOf } from "./envelope.ts";
import type { Manifest } from "./manifest.ts";

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

/** Derives the routes; two handlers of one command are a finding of `check`, here the last one wins. */
export function routesOf({ systems }: Manifest): Routes {
  const commands: Record<string, CommandRoute> = {};
  const repliesTo: Record<string, string> = {};
  const declared: Record<string, string[]> = {};
  for (const consumer of systems.flatMap((system) => system.consumers)) {
    for (const handler of consumer.handlers) {
      if (consumer.kind === "state" || consumer.kind === "command")
        for (const type of handler.receives)
          commands[type] = {
            consumer: consumer.name,
            fifo: consumer.fifo,
            ...(consumer.state && { state: `${consumer.system}/${consumer.state.name}`, key: consumer.state.key }),
          };
      if (!consumer.writes) continue;
      const said = [...handler.emits, ...handler.sends, ...(handler.replies ? [handler.replies] : [])];
      declared[consumer.writes] = [...new Set([...(declared[consumer.writes] ?? []), ...said])];
    }
    if (consumer.kind === "saga" && consumer.writes) repliesTo[consumer.writes] = consumer.name;
  }
  const events = systems.flatMap((system) => system.contracts.filter((contract) => contract.public));
  return { commands, repliesTo, declared, public: events.map(({ type }) => type) };
}

/** The stream a state command is for; undefined for a stateless command, or when its key is not a string. */
export function targetStream(route: CommandRoute, data: unknown): string | undefined {
  const key = route.key === undefined ? undefined : (data as Record<string, unknown>)[route.key];
  if (route.state === undefined || typeof key !== "string") return undefined;
  const [system = "", name = ""] = route.state.split("/");
  return streamOf(system, name, key);
}
