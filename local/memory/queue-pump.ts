import { setTimeout as sleep } from "node:timers/promises";
import type { MemoryQueue } from "../../functions/runtime/memory/queue.ts";
import type { Delivery } from "../../functions/runtime/ports.ts";
import type { Poller, Trouble } from "../runner/poller.ts";

const BATCH = 10;
const BATCHES_AT_ONCE = 5;
/** Nobody but this process has the messages, so none needs to come back while it is at work. Seconds. */
const HIDDEN_FOR = 12 * 3_600;
const AGAIN_AFTER = 30;
const LONGEST_TIMER = 2 ** 31 - 1;

export interface QueuePumpOptions {
  readonly queue: MemoryQueue;
  /** Handles a batch, and answers the messages that must come back, each at the time it was put back to. */
  readonly handle: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>;
  readonly trouble: Trouble;
}

/** Feeds a queue's messages to a handler as soon as they can be received, ten at a time and five batches at once. */
export function pumpQueue({ queue, handle, trouble }: QueuePumpOptions): Poller {
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: NodeJS.Immediate | undefined;
  let stopped = false;

  const work = async (deliveries: readonly Delivery[]): Promise<void> => {
    try {
      const failed = new Set(await handle(deliveries));
      for (const delivery of deliveries) if (!failed.has(delivery)) queue.remove(delivery.receiptHandle);
    } catch (error) {
      trouble(error);
      for (const { receiptHandle } of deliveries) queue.changeVisibility(receiptHandle, AGAIN_AFTER);
    }
  };

  const look = (): void => {
    looking = undefined;
    clearTimeout(timer);
    while (running.size < BATCHES_AT_ONCE) {
      const deliveries = queue.receive(BATCH, HIDDEN_FOR);
      if (deliveries.length === 0) break;
      const batch = work(deliveries).finally(() => {
        running.delete(batch);
        wake();
      });
      running.add(batch);
    }
    const next = running.size < BATCHES_AT_ONCE ? queue.nextVisible() : undefined;
    if (next !== undefined) timer = setTimeout(look, Math.min(next - Date.now(), LONGEST_TIMER));
  };

  // All that is sent in one go makes one batch.
  const wake = (): void => {
    if (!stopped) looking ??= setImmediate(look);
  };

  const forget = queue.subscribe(wake);
  wake();
  return {
    stop: async (patienceMs) => {
      stopped = true;
      forget();
      clearTimeout(timer);
      clearImmediate(looking);
      await Promise.race([Promise.all(running), sleep(patienceMs, undefined, { ref: false })]);
    },
  };
}
