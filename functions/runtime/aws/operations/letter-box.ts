import { randomUUID } from "node:crypto";
import { REASON_ATTRIBUTE, reasonAttribute } from "../dead-letter-attribute.ts";
import type { Outbound } from "../sqs-send.ts";
import { wireJson } from "../wire-json.ts";
import type { Deployed, DeployedSystem } from "./deployed.ts";
import type { Letter } from "./letter.ts";

/** A queue of letters that nobody tries again, and the one queue to which they go back. */
export interface LetterBox {
  /** The consumer, or `system:relay`, `system:topic`, `system:rules`, `system:timers`, `bus`. */
  readonly name: string;
  /** `undeliverable`: nobody knows which receiver a letter was for. */
  readonly kind: "consumer" | "relay" | "undeliverable";
  readonly url: string;
  /** Queue URL where a letter goes back to; undefined where it has none. */
  target(letter: Letter): string | undefined;
  outbound(letter: Letter): Outbound;
}

const LONGEST_REASON = 4_000;

/** Delivery takes a letter with this attribute for one that a person has sent back. */
function mark({ sent, receives, reason }: Letter, consumer: string) {
  const times = { attempts: receives, first: sent, last: sent };
  const moved = { code: "unknown", reason: "its queue gave up on it", help: "", consumer, ...times };
  return { DataType: "String", StringValue: reasonAttribute(reason ?? moved, 8 * LONGEST_REASON) ?? "{}" };
}

const consumerBox = (name: string, url: string, queue: string | undefined): LetterBox => ({
  name,
  kind: "consumer",
  url,
  target: () => queue,
  outbound: (letter) => {
    const { body, group, messageId } = letter;
    const marked = { MessageAttributes: { [REASON_ATTRIBUTE]: mark(letter, name) } };
    // Under the id of its first send it would be taken for a duplicate of that.
    const ids = { MessageGroupId: group ?? messageId, MessageDeduplicationId: randomUUID() };
    return { id: messageId, body, fields: queue?.endsWith(".fifo") ? { ...marked, ...ids } : marked };
  },
});

const relayBox = ({ name, environment, retryDeadLetters }: DeployedSystem): LetterBox => ({
  name: `${name}:relay`,
  kind: "relay",
  url: retryDeadLetters,
  target: () => environment.retryQueue,
  outbound: ({ messageId, body }) => ({ id: messageId, body, fields: {} }),
});

type RetryQueueOf = (system: string) => string | undefined;

/** Nobody knows whom such a letter was for: its relay puts it on its road once more; at-most-once subscribers alone do not know it again. */
const undeliverableBox = (name: string, url: string, retryQueueOf: RetryQueueOf): LetterBox => ({
  name,
  kind: "undeliverable",
  url,
  target: ({ envelope }) => envelope && retryQueueOf(envelope.source.split("/")[1] ?? ""),
  outbound: ({ messageId, envelope, refusal = "undeliverable" }) => {
    const body = wireJson({ envelope, reason: refusal.slice(0, LONGEST_REASON) });
    return { id: messageId, body, fields: {} };
  },
});

function boxesOf(system: DeployedSystem, retryQueueOf: RetryQueueOf): LetterBox[] {
  const { name, environment, undeliverable } = system;
  const { queues, deadLetterQueues } = environment;
  return [
    ...Object.entries(deadLetterQueues).map(([consumer, url]) => consumerBox(consumer, url, queues[consumer])),
    relayBox(system),
    ...Object.entries(undeliverable).map(([by, url]) => undeliverableBox(`${name}:${by}`, url, retryQueueOf)),
  ];
}

/** Every queue of a stage where letters end. */
export function letterBoxes({ systems, busUndeliverable }: Deployed): LetterBox[] {
  const retryQueueOf = (system: string) => systems.find(({ name }) => name === system)?.environment.retryQueue;
  const own = systems.flatMap((system) => boxesOf(system, retryQueueOf));
  return [...own, undeliverableBox("bus", busUndeliverable, retryQueueOf)];
}
