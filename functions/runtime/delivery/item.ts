import { type Envelope, parseEnvelope, streamOf } from "../envelope.ts";
import { Retryable, Terminal } from "../errors.ts";
import type { Consumer } from "../manifest.ts";
import type { Attempt, Delivery } from "../ports.ts";

/** A received message that could be read. */
export interface Item {
  readonly delivery: Delivery;
  readonly envelope: Envelope;
  /** The stream that answers it. */
  readonly stream: string;
  /** Earlier receives left no trace: it has been counted before it runs. */
  readonly counted?: Attempt;
}

/** What became of an item. */
export type Outcome = "done" | "rejected" | "duplicate" | "dead" | "retry" | "waiting" | "held";

/** Outcomes after which the message may leave the queue. */
export const isSettled = (outcome: Outcome): boolean =>
  outcome === "done" || outcome === "rejected" || outcome === "duplicate" || outcome === "dead";

function answeringStream({ kind, name, system, state, handlers }: Consumer, envelope: Envelope): string {
  const { kind: is, stream, data, type, id } = envelope;
  if (kind === "saga" && (is === "timer" || is === "document")) {
    if (stream?.startsWith(`${name}/`)) return stream;
    throw new Terminal("not-for-us", `${type} is for ${stream}, not for ${name}`, { help: "look at its replyto" });
  }
  if (kind === "projection") {
    if (stream) return stream;
    throw new Terminal("no-stream", "an event without its stream cannot be projected", {
      help: "send it through the relay",
    });
  }
  if (!state) return streamOf(system, handlers[0]?.name ?? name, id);
  const key = (data as Record<string, unknown> | null | undefined)?.[state.key];
  if (typeof key !== "string" || key === "")
    throw new Terminal("no-key", `${type} has no ${state.key}`, { help: `send it with ${state.key}, a string` });
  return streamOf(system, kind === "saga" ? name.slice(system.length + 1) : state.name, key);
}

/** Reads a delivery; throws Terminal for what cannot be read, Retryable for a type this code does not know. */
export function readItem(consumer: Consumer, delivery: Delivery): Item {
  const envelope = parseEnvelope(delivery.body);
  const known = consumer.handlers.some(({ receives }) => receives.includes(envelope.type));
  const saga = consumer.kind === "saga" && (envelope.kind === "timer" || envelope.type === "Rejection");
  if (!known && !saga && consumer.kind !== "projection")
    throw new Retryable({
      after: 10_000,
      reason: `${consumer.name} does not know ${envelope.type}`,
      help: "deploy the code that does",
    });
  return { delivery, envelope, stream: answeringStream(consumer, envelope) };
}
