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
export type Outcome = "done" | "rejected" | "duplicate" | "superseded" | "lost" | "dead" | "retry" | "waiting" | "held";

/** Outcomes after which the message may leave the queue. */
export const isSettled = (outcome: Outcome): boolean =>
  outcome !== "retry" && outcome !== "waiting" && outcome !== "held";

function published({ stream, streamversion, type }: Envelope): string {
  if (stream && streamversion !== undefined) return stream;
  throw new Terminal("no-stream", `${type} came without its place in its stream`, {
    help: "send it through the relay",
  });
}

function answeringStream({ kind, name, system, state, handlers, latest }: Consumer, envelope: Envelope): string {
  const { kind: is, stream, data, type, id } = envelope;
  if (kind === "saga" && (is === "timer" || is === "document")) {
    if (stream?.startsWith(`${name}/`)) return stream;
    throw new Terminal("not-for-us", `${type} is for ${stream}, not for ${name}`, { help: "look at its replyto" });
  }
  if (kind === "projection") return published(envelope);
  if (!state) return streamOf(system, handlers[0]?.name ?? name, latest ? published(envelope) : id);
  const key = (data as Record<string, unknown> | null | undefined)?.[state.key];
  if (typeof key !== "string" || key === "")
    throw new Terminal("no-key", `${type} has no ${state.key}`, { help: `send it with ${state.key}, a string` });
  return streamOf(system, kind === "saga" ? name.slice(system.length + 1) : state.name, key);
}

function assertKnown({ name, kind, handlers }: Consumer, { kind: is, type }: Envelope): void {
  const known = handlers.some(({ receives }) => receives.includes(type));
  const asked = kind === "saga" && (is === "timer" || type === "Rejection");
  if (known || asked || kind === "projection") return;
  throw new Retryable({ after: 10_000, reason: `${name} does not know ${type}`, help: "deploy the code that does" });
}

/** Stands for a body that is no envelope: known by its SQS message id alone. */
const anonymous = (id: string): Envelope => ({
  specversion: "1.0",
  id,
  source: "",
  type: "unknown",
  kind: "document",
  time: "",
  born: "",
  correlationid: id,
  contractversion: 1,
  hops: 0,
  data: null,
});

/** A delivery as read; `error` says why it cannot be handled: Terminal, or Retryable for a type this code does not know. */
export interface Read {
  readonly item: Item;
  readonly error?: unknown;
}

export function readDelivery(consumer: Consumer, delivery: Delivery): Read {
  let envelope = anonymous(delivery.messageId);
  try {
    envelope = parseEnvelope(delivery.body);
    assertKnown(consumer, envelope);
    return { item: { delivery, envelope, stream: answeringStream(consumer, envelope) } };
  } catch (error) {
    return { item: { delivery, envelope, stream: delivery.messageId }, error };
  }
}
