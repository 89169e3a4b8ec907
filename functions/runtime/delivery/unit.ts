import type { Delivery } from "../ports.ts";
import type { AnswerItems } from "./answer.ts";
import { countFirst, settleFailure } from "./failure.ts";
import { type Item, isSettled, type Outcome, readItem } from "./item.ts";
import type { Suspects } from "./suspects.ts";
import type { Worker } from "./worker.ts";

/** One received batch under way. */
export interface Batch {
  readonly worker: Worker;
  readonly answer: AnswerItems;
  readonly suspects: Suspects;
  readonly outcomes: Map<Delivery, Outcome>;
  /** Totals fold the events of many streams at once. */
  readonly mixed: boolean;
  /** Units from a suspect on: they run last, one by one. */
  readonly late: Delivery[][];
  /** Takes what is settled out of the queue. */
  readonly flush: () => Promise<void>;
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

/** Fails the head of a unit and answers what is left; in a FIFO group its followers go back with it, unless it is settled. */
async function failHead(
  batch: Batch,
  item: Item | undefined,
  rest: readonly Delivery[],
  error: unknown,
  since: number,
): Promise<readonly Delivery[]> {
  const { worker, outcomes } = batch;
  const [head, ...others] = rest as [Delivery, ...Delivery[]];
  const followers = worker.consumer.fifo ? others : [];
  const outcome = await settleFailure(worker, item ?? unreadable(head), error, followers).catch((): Outcome => "retry");
  note(batch, head, item, outcome, since, error);
  if (isSettled(outcome) || followers.length === 0) return others;
  for (const follower of followers) outcomes.set(follower, "held");
  return [];
}

/** Answers the head of a unit, with those that may be answered with it; answers what is left of the unit. */
async function runHead(batch: Batch, rest: readonly Delivery[], alone: boolean): Promise<readonly Delivery[]> {
  const { worker, suspects, late } = batch;
  const since = worker.ports.clock.now();
  const head = rest[0] as Delivery;
  const { item, error: unread } = tryRead(worker, head);
  if (!item) return failHead(batch, undefined, rest, unread, since);
  const suspect = suspects.has(head);
  if (suspect && !alone) {
    late.push([...rest]);
    return [];
  }
  // What is done leaves the queue before a suspect runs, so that one that kills the process takes nobody along.
  if (suspect) await batch.flush();
  const counted = suspect ? await countFirst(worker, item, suspects.get(head)) : item;
  if (!counted) {
    note(batch, head, item, "dead", since);
    return rest.slice(1);
  }
  const items = suspect ? [counted] : leading(batch, counted, rest);
  const { outcomes, error } = await exclusively(worker, item.stream, () => batch.answer(worker, item.stream, items));
  outcomes.forEach((outcome, i) => {
    if (items[i]) note(batch, items[i].delivery, items[i], outcome, since);
  });
  return outcomes.length > 0 ? rest.slice(outcomes.length) : failHead(batch, counted, rest, error, since);
}

/** Answers a unit from its head on, until it is done, or stops at what must wait; a port that fails here fails the rest of this unit only. */
export async function runUnit(batch: Batch, unit: readonly Delivery[], alone: boolean): Promise<void> {
  let rest = unit;
  try {
    while (rest.length > 0) rest = await runHead(batch, rest, alone);
  } catch (error) {
    const since = batch.worker.ports.clock.now();
    for (const delivery of rest) note(batch, delivery, tryRead(batch.worker, delivery).item, "retry", since, error);
  }
}
