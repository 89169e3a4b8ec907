import type { Commit } from "../commit.ts";
import type { Consumer, Definition } from "../manifest.ts";
import type { Config } from "../needs.ts";
import type { Inbox, Ports } from "../ports.ts";
import type { StateDefinition } from "../state.ts";
import { fold } from "../state.ts";
import { type Copies, openCopies, type StreamKind } from "./copies.ts";
import type { Page } from "./copy.ts";
import { decideByHandler } from "./decide-handler.ts";
import { decideBySaga, foldSaga, initialSaga } from "./decide-saga.ts";
import type { Decide } from "./decision.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { makeNeeds, parseValues } from "./made-needs.ts";

/** How one type of message is decided, and how its effect is guarded. */
interface Route {
  readonly handler: string;
  readonly decide: Decide;
  readonly effect: "none" | "again" | "hold" | "at-most-once";
  readonly attempts: number;
  readonly waitAtMost: number;
}

/** One consumer at work in this process. */
export interface Worker {
  readonly consumer: Consumer;
  readonly definitions: readonly Definition[];
  readonly ports: Ports;
  readonly inbox: Inbox;
  readonly limits: Limits;
  readonly kind: StreamKind;
  readonly copies: Copies;
  /** By message type; a saga's one route takes all of its types. */
  readonly route: (type: string) => Route | undefined;
  /** Pages of ids that were read, by stream and number. */
  readonly pages: Map<string, Page>;
  /** The last commit under way per stream: commits of one stream go one after another. */
  readonly busy: Map<string, Promise<unknown>>;
}

export interface WorkerOptions {
  consumer: Consumer;
  /** The definitions of `consumer.handlers`, in that order. */
  definitions: readonly Definition[];
  ports: Ports;
  inbox: Inbox;
  config?: Config | undefined;
  /** Values for the config schema. */
  values?: unknown;
  limits?: Partial<Limits>;
}

const foldState =
  (home: StateDefinition) =>
  (state: unknown, commit: Commit): unknown => {
    const before = commit.version - commit.events.length;
    return commit.events.reduce<unknown>(
      (current, event, i) => fold(home, current, { ...event, time: commit.time, version: before + i + 1 }),
      state,
    );
  };

function streamKind(definition: Definition | undefined): StreamKind {
  if (definition?.is === "saga")
    return {
      initial: initialSaga(definition),
      definition: definition.version,
      foldCommit: foldSaga(definition),
      oneMessage: false,
    };
  const home = definition?.is === "projection" ? undefined : definition?.options.state;
  if (!home) return { initial: undefined, definition: 1, foldCommit: (state) => state, oneMessage: true };
  return { initial: home.initial, definition: home.version, foldCommit: foldState(home), oneMessage: false };
}

/** Puts a consumer to work on ports; throws `invalid-config` naming every fault of its configuration at once. */
export function openWorker({
  consumer,
  definitions,
  ports,
  inbox,
  config,
  values,
  limits: some,
}: WorkerOptions): Worker {
  const limits = { ...LIMITS, ...some };
  const parsed = definitions.some((item) => item.is !== "projection" && item.is !== "saga" && item.options.needs)
    ? parseValues(config, values)
    : undefined;
  const routes = new Map<string, Route>();
  definitions.forEach((definition, i) => {
    const entry = consumer.handlers[i];
    if (!entry || definition.is === "projection") return;
    const retry = definition.is === "saga" ? definition.retry : definition.options.retry;
    const name = `${consumer.system}/${entry.name}`;
    const decide =
      definition.is === "saga"
        ? decideBySaga(definition, limits)
        : decideByHandler(name, definition, makeNeeds(definition.options.needs ?? {}, ports, parsed), limits.hops);
    const attempts = retry?.attempts ?? limits.attempts;
    const waitAtMost = retry?.waitAtMost ?? limits.waitAtMost;
    const route = { handler: name, decide, effect: entry.effect, attempts, waitAtMost };
    routes.set(definition.is === "saga" ? "*" : definition.contract.type, route);
  });
  const kind = streamKind(definitions[0]);
  return {
    consumer,
    definitions,
    ports,
    inbox,
    limits,
    kind,
    copies: openCopies(ports, limits, kind),
    route: (type) => routes.get(type) ?? routes.get("*"),
    pages: new Map(),
    busy: new Map(),
  };
}
