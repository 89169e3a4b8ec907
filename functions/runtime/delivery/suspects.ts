import { parseEnvelope } from "../envelope.ts";
import type { Attempt, Delivery } from "../ports.ts";
import type { Worker } from "./worker.ts";

/** Deliveries whose earlier receives left no trace, with what is known of their attempts. */
export type Suspects = ReadonlyMap<Delivery, Attempt | undefined>;

const UNACCOUNTED = 3;

/**
 * Finds what may have ended its process: received three times or more beyond what its attempts tell.
 * Reads attempts only for messages received that often; a follower of a failing head is found too, and loses nothing by running alone.
 */
export async function findSuspects({ ports, consumer }: Worker, deliveries: readonly Delivery[]): Promise<Suspects> {
  const suspects = new Map<Delivery, Attempt | undefined>();
  const often = deliveries.filter(({ receives }) => receives >= UNACCOUNTED);
  await Promise.all(
    often.map(async (delivery) => {
      let id: string;
      try {
        id = parseEnvelope(delivery.body).id;
      } catch {
        return;
      }
      const stored = await ports.attempts.read(consumer.name, id);
      const attempt = stored?.dead && delivery.redriven ? undefined : stored;
      if (attempt?.suspect || delivery.receives - (attempt?.receives ?? 0) >= UNACCOUNTED)
        suspects.set(delivery, attempt);
    }),
  );
  return suspects;
}
