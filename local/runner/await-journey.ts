import { setTimeout as sleep } from "node:timers/promises";
import { isComplete, type JourneyNode, journey, type Listeners } from "../../functions/runtime/edge/journey.ts";
import type { Trace, TraceEntry } from "../../functions/runtime/ports.ts";
import { LocalError } from "../engine/errors.ts";

const LOOK_MS = 50;

export interface AwaitJourneyOptions {
  readonly trace: Trace;
  readonly correlationId: string;
  readonly listeners: Listeners;
  /** Types of messages that the journey must contain, all handled. */
  readonly containing: readonly string[];
  readonly within: number;
  readonly signal: AbortSignal;
  /** Sees the journey as far as it went when time is up. */
  readonly partly?: (nodes: JourneyNode[]) => void;
}

const allHandled = (entries: readonly TraceEntry[], types: readonly string[]) =>
  types.every((type) => entries.some((entry) => entry.type === type && entry.outcome === "done"));

function* waiting(nodes: readonly JourneyNode[]): Generator<string> {
  for (const { kind, type, handledAt, due, children } of nodes) {
    if (handledAt === undefined && kind !== "timer" && due === undefined) yield type;
    yield* waiting(children);
  }
}

/** Subscribers that have not handled their event yet: `commerce/order-summary of OrderShipped`. */
function silent(entries: readonly TraceEntry[], listeners: Listeners): string[] {
  const handled = new Set(entries.map(({ id, by }) => `${id} ${by}`));
  const events = entries.flatMap(({ messages }) => messages).filter(({ kind }) => kind === "event");
  return events.flatMap(({ id, type }) =>
    (listeners[type] ?? []).filter((by) => !handled.has(`${id} ${by}`)).map((by) => `${type} by ${by}`),
  );
}

function incomplete(entries: readonly TraceEntry[], options: AwaitJourneyOptions): LocalError {
  const { within, containing, listeners } = options;
  const unheard = silent(entries, listeners);
  const types = [...waiting(journey(entries)), ...containing.filter((type) => !allHandled(entries, [type]))];
  const missing = [...new Set([...unheard, ...types.filter((type) => !unheard.some((item) => item.startsWith(type)))])];
  return new LocalError({
    code: "journey-incomplete",
    message: `The journey was not complete after ${Math.round(within / 1_000)} seconds; not handled: ${missing.join(", ")}.`,
    help: "The lines of those messages above say why.",
  });
}

/** Waits until all of a journey has been handled, and answers it as a tree; throws LocalError `journey-incomplete`. */
export async function awaitJourney(options: AwaitJourneyOptions): Promise<JourneyNode[]> {
  const { trace, correlationId, listeners, containing, within, signal } = options;
  const deadline = performance.now() + within;
  for (;;) {
    const entries = await trace.read(correlationId);
    if (isComplete(entries, listeners) && allHandled(entries, containing)) return journey(entries);
    if (performance.now() >= deadline) {
      options.partly?.(journey(entries));
      throw incomplete(entries, options);
    }
    await sleep(LOOK_MS, undefined, { signal });
  }
}
