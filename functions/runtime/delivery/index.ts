import type { Delivery } from "../ports.ts";
import { readHalts } from "./halt.ts";
import { isSettled, type Outcome, type Read, readDelivery } from "./item.ts";
import { supersededIn } from "./latest.ts";
import { judged } from "./retention.ts";
import { findSuspects } from "./suspects.ts";
import { type Batch, runUnit, settle } from "./unit.ts";
import type { Worker } from "./worker.ts";

/** Messages that must be handled in order: a FIFO group, or what one stream gets; what cannot be read stands alone. */
function unitsOf({ consumer }: Worker, reads: ReadonlyMap<Delivery, Read>, mixed: boolean): Delivery[][] {
  const keyOf = ([{ group, messageId }, { item, error }]: [Delivery, Read]): string => {
    if (consumer.fifo) return group ?? messageId;
    return mixed && error === undefined ? "all" : item.stream;
  };
  return [...Map.groupBy(reads, keyOf).values()].map((unit) => unit.map(([delivery]) => delivery));
}

/**
 * Handles one received batch and answers the messages that must come back.
 * Streams run side by side, each in order; a message that fails fails no other, except the later ones of its FIFO group.
 */
export async function deliver(worker: Worker, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const [first] = worker.definitions;
  const mixed = first?.is === "projection" && first.total !== undefined;
  const reads = new Map(deliveries.map((each) => [each, judged(worker, readDelivery(worker.consumer, each))]));
  const suspects = await findSuspects(worker, [...reads.values()]);
  const halts = await readHalts(worker);
  const outcomes = new Map<Delivery, Outcome>();
  const settled = () => deliveries.filter((delivery) => isSettled(outcomes.get(delivery) ?? "retry"));
  const flushed = new Set<Delivery>();
  const flush = async () => {
    const done = settled().filter((delivery) => !flushed.has(delivery));
    for (const delivery of done) flushed.add(delivery);
    if (done.length > 0) await worker.inbox.remove(done).catch(() => undefined);
  };
  const batch: Batch = { worker, reads, suspects, halts, mixed, outcomes, late: [], flush };
  settle(batch, supersededIn(worker, reads, suspects), "superseded");
  const toRun = new Map([...reads].filter(([delivery]) => !outcomes.has(delivery)));
  await Promise.all(unitsOf(worker, toRun, mixed).map((unit) => runUnit(batch, unit, false)));
  // Those that have been tried least come first: a known killer takes nobody's turn.
  const tried = ([head]: readonly Delivery[]) => (head && suspects.get(head)?.count) ?? 0;
  for (const unit of batch.late.toSorted((a, b) => tried(a) - tried(b))) await runUnit(batch, unit, true);
  const done = new Set(settled());
  return deliveries.filter((delivery) => !done.has(delivery));
}
