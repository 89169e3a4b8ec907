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
}

const allHandled = (entries: readonly TraceEntry[], types: readonly string[]) =>
  types.every((type) => entries.some((entry) => entry.type === type && entry.outcome === "done"));

function* waiting(nodes: readonly JourneyNode[]): Generator<string> {
  for (const { kind, type, handledAt, children } of nodes) {
    if (handledAt === undefined && kind !== "timer") yield type;
    yield* waiting(children);
  }
}

function incomplete(entries: readonly TraceEntry[], { within, containing }: AwaitJourneyOptions): LocalError {
  const missing = [
    ...new Set([...waiting(journey(entries)), ...containing.filter((type) => !allHandled(entries, [type]))]),
  ];
  return new LocalError({
    code: "journey-incomplete",
    message: `The order's journey was not complete after ${within / 1_000} seconds; not handled: ${missing.join(", ")}.`,
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
    if (performance.now() >= deadline) throw incomplete(entries, options);
    await sleep(LOOK_MS, undefined, { signal });
  }
}
