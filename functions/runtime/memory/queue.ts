import type { Delivery } from "../ports.ts";

export interface QueueOptions {
  fifo: boolean;
  now: () => number;
  /** Picks which visible message of a standard queue comes next; default the oldest. */
  pick?: (count: number) => number;
}

interface SendOptions {
  group?: string;
  deduplicationId?: string;
  /** Milliseconds. */
  delay?: number;
  /** It carries a dead-letter reason. */
  redriven?: boolean;
}

interface Held {
  readonly messageId: string;
  readonly body: string;
  readonly group?: string;
  readonly redriven: boolean;
  readonly queuedAt: number;
  visibleAt: number;
  receives: number;
  receiptHandle: string;
}

/** An SQS queue in memory: visibility, receive counts, delay, and for FIFO groups and the five minutes of deduplication. */
export interface MemoryQueue {
  send(body: string, options?: SendOptions): void;
  receive(max: number, visibilitySeconds: number): Delivery[];
  /** Makes a received message visible again after some seconds; a stale handle is ignored. */
  changeVisibility(receiptHandle: string, seconds: number): void;
  /** A stale handle removes nothing, as on a standard queue of AWS. */
  remove(receiptHandle: string): void;
  /** The time from which something can be received, if anything is here. */
  nextVisible(): number | undefined;
  all(): readonly Delivery[];
  /** Calls the listener whenever there may be something to receive, or will be at another time; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

const DEDUPLICATION_MS = 300_000;

export function memoryQueue({ fifo, now, pick = () => 0 }: QueueOptions): MemoryQueue {
  const held: Held[] = [];
  const seen = new Map<string, number>();
  const listeners = new Set<() => void>();
  let serial = 0;

  /** A group gives nothing while one of its messages is out, or an earlier one is not visible. */
  const receivable = () => {
    const time = now();
    const visible = held.filter(({ visibleAt }) => visibleAt <= time);
    if (!fifo || visible.length === held.length) return visible;
    const blocked = new Set(held.filter(({ visibleAt }) => visibleAt > time).map(({ group }) => group));
    return visible.filter(({ group }) => !blocked.has(group));
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  /** Whether the id was sent within the last five minutes; it is noted if not, and older ones are forgotten. */
  const isRepeated = (id: string): boolean => {
    for (const [old, time] of seen) {
      if (now() - time < DEDUPLICATION_MS) break;
      seen.delete(old);
    }
    const repeated = seen.has(id);
    if (!repeated) seen.set(id, now());
    return repeated;
  };
  const delivery = ({ messageId, receiptHandle, body, receives, queuedAt, redriven, group }: Held): Delivery => ({
    messageId,
    receiptHandle,
    body,
    receives,
    queuedAt,
    redriven,
    ...(group !== undefined && { group }),
  });

  return {
    send(body, { group, deduplicationId, delay = 0, redriven = false } = {}) {
      if (fifo && deduplicationId !== undefined && isRepeated(deduplicationId)) return;
      const messageId = `m${++serial}`;
      const visibleAt = now() + delay;
      held.push({
        messageId,
        body,
        redriven,
        queuedAt: now(),
        visibleAt,
        receives: 0,
        receiptHandle: "",
        ...(group !== undefined && { group }),
      });
      tell();
    },
    receive(max, visibilitySeconds) {
      const taken: Held[] = [];
      // Every message of a batch is picked before any is hidden: a FIFO batch may hold several of one group, in order.
      const candidates = receivable();
      while (taken.length < max && candidates.length > 0) {
        const [message] = candidates.splice(fifo ? 0 : pick(candidates.length), 1);
        if (message) taken.push(message);
      }
      for (const message of taken) {
        message.receives += 1;
        message.receiptHandle = `${message.messageId}#${message.receives}`;
        message.visibleAt = now() + visibilitySeconds * 1_000;
      }
      return taken.map(delivery);
    },
    changeVisibility(receiptHandle, seconds) {
      const message = held.find((candidate) => candidate.receiptHandle === receiptHandle);
      if (message) message.visibleAt = now() + seconds * 1_000;
      tell();
    },
    remove(receiptHandle) {
      const index = held.findIndex((candidate) => candidate.receiptHandle === receiptHandle);
      if (index >= 0) held.splice(index, 1);
      tell();
    },
    nextVisible() {
      if (held.length === 0) return undefined;
      if (receivable().length > 0) return now();
      const times = held.map(({ visibleAt }) => visibleAt).filter((time) => time > now());
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    all: () => held.map(delivery),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
