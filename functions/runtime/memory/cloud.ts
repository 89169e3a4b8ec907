import { deduplicationId } from "../envelope.ts";
import { groupOfLetter } from "../letters.ts";
import { waiting } from "../long-wait.ts";
import type { Consumer, Manifest } from "../manifest.ts";
import { passes } from "../passes.ts";
import type { Addressed, DeadLetterReason, Delivery, Inbox, Roads, SetAside } from "../ports.ts";
import { type MemoryQueue, memoryQueue } from "./queue.ts";

/** All queues and topics of a manifest in memory. */
export interface MemoryCloud {
  readonly queues: ReadonlyMap<string, MemoryQueue>;
  readonly deadLetters: ReadonlyMap<string, MemoryQueue>;
  readonly retry: MemoryQueue;
  readonly roads: Roads;
  inbox(consumer: string): Inbox;
  /** Sends the dead letters of a consumer back to its queue, each under a fresh deduplication id. */
  redrive(consumer: string): number;
  /** Subscribes and opens queues as this manifest says from now on; queues that it does not name keep what they hold. */
  adopt(manifest: Manifest): void;
}

export function memoryCloud(manifest: Manifest, now: () => number, pick?: (count: number) => number): MemoryCloud {
  const open = (fifo: boolean) => memoryQueue({ fifo, now, ...(pick && { pick }) });
  const queues = new Map<string, MemoryQueue>();
  const deadLetters = new Map<string, MemoryQueue>();
  const retry = open(false);
  let consumers: readonly Consumer[] = [];
  const adopt = ({ systems }: Manifest) => {
    consumers = systems.flatMap((system) => system.consumers);
    for (const { name, fifo } of consumers.filter((each) => !queues.has(each.name))) {
      queues.set(name, open(fifo));
      deadLetters.set(name, open(fifo));
    }
  };
  adopt(manifest);
  const queueOf = (consumer: string) => queues.get(consumer) as MemoryQueue;
  let redrives = 0;

  const put = (consumer: string, { envelope, group, delay }: Addressed) => {
    // Waiting in its group it would hold up the others.
    if (group !== undefined && delay !== undefined && delay > 0)
      retry.send(JSON.stringify(waiting({ envelope, delay })), { delay });
    else
      queueOf(consumer).send(JSON.stringify(envelope), {
        ...(group !== undefined && { group, deduplicationId: deduplicationId(envelope) }),
        ...(delay !== undefined && { delay }),
      });
  };

  return {
    queues,
    deadLetters,
    retry,
    adopt,
    roads: {
      publish: async (envelopes) => {
        for (const envelope of envelopes)
          for (const consumer of consumers)
            if (consumer.fromBus.includes(envelope.type) || passes(consumer, envelope))
              put(consumer.name, { envelope });
        return [];
      },
      send: async (consumer, messages) => {
        for (const message of messages) put(consumer, message);
        return [];
      },
      setAside: async (messages: readonly SetAside[]) => {
        for (const message of messages) retry.send(JSON.stringify(message));
        return [];
      },
    },
    inbox: (consumer) => ({
      deadLetter: async ({ body, group, messageId }: Delivery, reason: DeadLetterReason) =>
        deadLetters.get(consumer)?.send(body, {
          ...(group !== undefined && { group: groupOfLetter({ group, messageId }, reason) }),
          deduplicationId: messageId,
          redriven: true,
        }),
      backOff: async (deliveries, seconds) => {
        for (const { receiptHandle } of deliveries) queueOf(consumer).changeVisibility(receiptHandle, seconds);
      },
      remove: async (deliveries) => {
        for (const { receiptHandle } of deliveries) queueOf(consumer).remove(receiptHandle);
      },
    }),
    redrive: (consumer) => {
      const letters = deadLetters.get(consumer)?.receive(1_000, 0) ?? [];
      for (const { body, group, receiptHandle } of letters) {
        const deduplicationId = `redrive-${++redrives}`;
        queueOf(consumer).send(body, { redriven: true, ...(group !== undefined && { group, deduplicationId }) });
        deadLetters.get(consumer)?.remove(receiptHandle);
      }
      return letters.length;
    },
  };
}
