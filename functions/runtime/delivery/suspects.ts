import type { Attempt, Delivery } from "../ports.ts";
import type { Read } from "./item.ts";
import type { Worker } from "./worker.ts";

/** Deliveries whose earlier receives left no trace, with what is known of their attempts. */
export type Suspects = ReadonlyMap<Delivery, Attempt | undefined>;

const UNACCOUNTED = 3;

/**
 * Finds what may have ended its process: received three times or more beyond what its attempts tell.
 * Reads attempts only for messages received that often; a follower of a failing head is found too, and loses nothing by running alone.
 */
export async function findSuspects({ ports, consumer }: Worker, reads: readonly Read[]): Promise<Suspects> {
  const suspects = new Map<Delivery, Attempt | undefined>();
  const often = reads.filter(({ item, error }) => error === undefined && item.delivery.receives >= UNACCOUNTED);
  await Promise.all(
    often.map(async ({ item: { delivery, envelope } }) => {
      // A read that fails is taken up again when the record's turn comes: nothing of the batch waits for it.
      const stored = await ports.attempts.read(consumer.name, envelope.id).catch(() => undefined);
      const attempt = stored?.dead && delivery.redriven ? undefined : stored;
      const unaccounted = delivery.receives - (attempt?.receives ?? 0);
      if (attempt?.suspect || unaccounted >= UNACCOUNTED) suspects.set(delivery, attempt);
    }),
  );
  return suspects;
}
