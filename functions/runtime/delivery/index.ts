import type { Delivery } from "../ports.ts";
import { answerRun, type Run } from "./answer.ts";
import { runAtMostOnce } from "./at-most-once.ts";
import { countFirst, settleFailure } from "./failure.ts";
import { type Item, isSettled, type Outcome, readItem } from "./item.ts";
import { projectRun } from "./project.ts";
import { findSuspects, type Suspects } from "./suspects.ts";
import { totalRun } from "./totals.ts";
import type { Worker } from "./worker.ts";

/** How a kind of consumer answers the first items of a stream. */
type AnswerItems = (worker: Worker, stream: string, items: readonly Item[]) => Promise<Run>;

function answerOf({ consumer, definitions: [first] }: Worker): AnswerItems {
  if (first?.is === "projection") return first.total ? totalRun : projectRun;
  return consumer.handlers[0]?.effect === "at-most-once" ? runAtMostOnce : answerRun;
}

interface Batch {
  readonly worker: Worker;
  readonly suspects: Suspects;
  readonly outcomes: Map<Delivery, Outcome>;
  /** Totals fold the events of many streams at once. */
  readonly mixed: boolean;
  /** Units from a suspect on: they run last, one by one. */
  readonly late: Delivery[][];
}

/** Messages that must be handled in order: a FIFO group, or what one stream gets; what cannot be read stands alone. */
function unitsOf({ consumer }: Worker, deliveries: readonly Delivery[], mixed: boolean): Delivery[][] {
  const keyOf = (delivery: Delivery): string => {
    if (consumer.fifo) return delivery.group ?? delivery.messageId;
    if (mixed) return "all";
    try {
      return readItem(consumer, delivery).stream;
    } catch {
      return delivery.messageId;
    }
  };
  return [...Map.groupBy(deliveries, keyOf).values()];
}

/** One stream's work at a time in this process, whoever asks. */
async function exclusively<T>({ busy }: Worker, stream: string, work: () => Promise<T>): Promise<T> {
  const turn = (busy.get(stream) ?? Promise.resolve()).then(work, work);
  busy.set(stream, turn);
  try {
    return await turn;
  } finally {
    if (busy.get(stream) === turn) busy.delete(stream);
  }
}

function note(
  { worker, outcomes }: Batch,
  delivery: Delivery,
  item: Item | undefined,
  outcome: Outcome,
  since: number,
  error?: unknown,
) {
  outcomes.set(delivery, outcome);
  const { clock, log } = worker.ports;
  const { consumer } = worker;
  const type = item?.envelope.type ?? "unknown";
  log({
    system: consumer.system,
    handler: (item && worker.route(type)?.handler) ?? consumer.name,
    id: item?.envelope.id ?? delivery.messageId,
    type,
    ...(item && { correlationid: item.envelope.correlationid }),
    outcome,
    ...(error !== undefined && { code: String((error as { code?: unknown }).code ?? (error as Error).name) }),
    ms: clock.now() - since,
  });
}

/** An item for what could not be read: known by its SQS message id alone. */
const unreadable = (delivery: Delivery): Item => ({
  delivery,
  stream: delivery.messageId,
  envelope: {
    specversion: "1.0",
    id: delivery.messageId,
    source: "",
    type: "unknown",
    kind: "document",
    time: "",
    born: "",
    correlationid: delivery.messageId,
    contractversion: 1,
    hops: 0,
    data: null,
  },
});

const tryRead = (worker: Worker, delivery: Delivery): { item?: Item; error?: unknown } => {
  try {
    return { item: readItem(worker.consumer, delivery) };
  } catch (error) {
    return { error };
  }
};

/** The leading items of one stream that may be answered together: readable, and no suspect unless alone. */
function leading({ worker, suspects, mixed }: Batch, head: Item, rest: readonly Delivery[]): Item[] {
  const items = [head];
  for (const delivery of rest.slice(1)) {
    const { item } = tryRead(worker, delivery);
    if (!item || (item.stream !== head.stream && !mixed) || suspects.has(delivery)) break;
    items.push(item);
  }
  return items;
}

/** Fails the head of a unit. In a FIFO group its followers go back with it, unless it is settled. */
async function failHead(
  batch: Batch,
  item: Item | undefined,
  rest: readonly Delivery[],
  error: unknown,
  since: number,
): Promise<boolean> {
  const { worker, outcomes } = batch;
  const [head, ...others] = rest as [Delivery, ...Delivery[]];
  const followers = worker.consumer.fifo ? others : [];
  const outcome = await settleFailure(worker, item ?? unreadable(head), error, followers).catch((): Outcome => "retry");
  note(batch, head, item, outcome, since, error);
  if (isSettled(outcome) || followers.length === 0) return true;
  for (const follower of followers) outcomes.set(follower, "held");
  return false;
}

async function runUnit(batch: Batch, unit: readonly Delivery[], alone: boolean): Promise<void> {
  const { worker, suspects, late } = batch;
  const answer = answerOf(worker);
  let rest = unit;
  while (rest[0]) {
    const since = worker.ports.clock.now();
    const { item, error: unread } = tryRead(worker, rest[0]);
    if (!item) {
      if (!(await failHead(batch, undefined, rest, unread, since))) return;
      rest = rest.slice(1);
      continue;
    }
    const suspect = suspects.has(rest[0]);
    if (suspect && !alone) return void late.push([...rest]);
    const counted = suspect ? await countFirst(worker, item, suspects.get(rest[0])) : item;
    if (!counted) {
      note(batch, rest[0], item, "dead", since);
      rest = rest.slice(1);
      continue;
    }
    const items = suspect ? [counted] : leading(batch, counted, rest);
    const { outcomes, error } = await exclusively(worker, item.stream, () => answer(worker, item.stream, items));
    outcomes.forEach((outcome, i) => {
      if (items[i]) note(batch, items[i].delivery, items[i], outcome, since);
    });
    rest = rest.slice(outcomes.length);
    if (outcomes.length > 0) continue;
    if (!(await failHead(batch, counted, rest, error, since))) return;
    rest = rest.slice(1);
  }
}

/**
 * Handles one received batch and answers the messages that must come back.
 * Streams run side by side, each in order; a message that fails fails no other, except the later ones of its FIFO group.
 */
export async function deliver(worker: Worker, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const [first] = worker.definitions;
  const mixed = first?.is === "projection" && first.total !== undefined;
  const suspects = await findSuspects(worker, deliveries);
  const batch: Batch = { worker, suspects, mixed, outcomes: new Map(), late: [] };
  await Promise.all(unitsOf(worker, deliveries, mixed).map((unit) => runUnit(batch, unit, false)));
  const settled = () => deliveries.filter((delivery) => isSettled(batch.outcomes.get(delivery) ?? "retry"));
  // What is done leaves the queue before a suspect runs, so that one that kills the process takes nobody along.
  if (batch.late.length > 0) await worker.inbox.remove(settled());
  for (const unit of batch.late) await runUnit(batch, unit, true);
  const done = new Set(settled());
  return deliveries.filter((delivery) => !done.has(delivery));
}
