import type { HandlerDefinition, Rate } from "../handler.ts";
import type { Consumer, Definition, HandlerEntry } from "../manifest.ts";
import type { Config } from "../needs.ts";
import type { Inbox, Ports } from "../ports.ts";
import type { SagaDefinition } from "../saga.ts";
import { type Copies, openCopies } from "./copies.ts";
import type { Page } from "./copy.ts";
import { decideByHandler } from "./decide-handler.ts";
import { decideBySaga } from "./decide-saga.ts";
import type { Decide } from "./decision.ts";
import type { Item, Outcome } from "./item.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { makeNeeds, parseValues } from "./made-needs.ts";
import { type StreamKind, streamKind } from "./stream-kind.ts";

/** How one type of message is decided, and how its effect is guarded. */
export interface Route {
  readonly handler: string;
  readonly decide: Decide;
  readonly effect: "none" | "again" | "hold" | "at-most-once";
  readonly attempts: number;
  readonly waitAtMost: number;
  readonly exhausted?: "park" | "halt";
  readonly rate?: Rate;
  /** Its commands are sent right after their commit. */
  readonly eager: boolean;
}

/** What came of trying the first items of a stream: outcomes of those settled, and the error of the one that stopped it. */
export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly error?: unknown;
}

/** How a kind of consumer answers the first items of a stream. */
export type AnswerItems = (worker: Worker, stream: string, items: readonly Item[]) => Promise<Run>;

/** One consumer at work in this process. */
export interface Worker {
  readonly consumer: Consumer;
  readonly definitions: readonly Definition[];
  readonly ports: Ports;
  readonly inbox: Inbox;
  readonly limits: Limits;
  readonly kind: StreamKind;
  readonly answer: AnswerItems;
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
  answer: AnswerItems;
}

/** How often and how long it is tried, and what becomes of others meanwhile. */
function limitsOf({ exhausted }: HandlerEntry, definition: HandlerDefinition | SagaDefinition, limits: Limits) {
  const { retry, rate } = definition.is === "saga" ? { ...definition, rate: undefined } : definition.options;
  const { attempts = limits.attempts, waitAtMost = limits.waitAtMost } = retry ?? {};
  return { attempts, waitAtMost, ...(exhausted && { exhausted }), ...(rate && { rate }) };
}

/** Puts a consumer to work on ports; throws `invalid-config` naming every fault of its configuration at once. */
export function putToWork({
  consumer,
  definitions,
  ports,
  inbox,
  config,
  values,
  limits: some,
  answer,
}: WorkerOptions): Worker {
  const limits = { ...LIMITS, ...some };
  const parsed = definitions.some((item) => item.is !== "projection" && item.is !== "saga" && item.options.needs)
    ? parseValues(config, values)
    : undefined;
  const routes = new Map<string, Route>();
  definitions.forEach((definition, i) => {
    const entry = consumer.handlers[i];
    if (!entry || definition.is === "projection") return;
    const name = `${consumer.system}/${entry.name}`;
    const decide =
      definition.is === "saga"
        ? decideBySaga(definition, limits)
        : decideByHandler(name, definition, makeNeeds(definition.options.needs ?? {}, ports, parsed), limits.hops);
    const eager = entry.eager === true;
    const route = { handler: name, decide, effect: entry.effect, ...limitsOf(entry, definition, limits), eager };
    routes.set(definition.is === "saga" ? "*" : definition.contract.type, route);
  });
  const kind = streamKind(definitions[0], limits);
  return {
    consumer,
    definitions,
    ports,
    inbox,
    limits,
    kind,
    answer,
    copies: openCopies(ports, limits, kind),
    route: (type) => routes.get(type) ?? routes.get("*"),
    pages: new Map(),
    busy: new Map(),
  };
}
