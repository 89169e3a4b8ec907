import type { Delivery, LogLine } from "../ports.ts";
import { acquit, countFirst, settleFailure } from "./failure.ts";
import { endHalts, haltedFor, noteHalt } from "./halt.ts";
import { type Item, isSettled, type Outcome, type Read } from "./item.ts";
import type { Suspects } from "./suspects.ts";
import type { Worker } from "./worker.ts";

/** One received batch under way. */
export interface Batch {
  readonly worker: Worker;
  readonly reads: ReadonlyMap<Delivery, Read>;
  readonly suspects: Suspects;
  /** Messages on whose account no others are taken. */
  readonly halts: Set<string>;
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

const FRAME = /\(?((?:file:\/\/)?[^()\s]+:\d+):\d+\)?$/;

/** What a log line tells of a failure; the place is told from the systems' folder on. */
function failureOf(error: unknown): Pick<LogLine, "code" | "at" | "reason"> {
  const { code, name, message, stack = "" } = (error ?? {}) as Partial<Error> & { code?: unknown };
  const frame = stack.split("\n").find((line) => line.trimStart().startsWith("at "));
  const place = FRAME.exec(frame ?? "")?.[1];
  const inHouse = place?.lastIndexOf("functions/") ?? -1;
  return {
    code: String(code ?? name ?? "unknown"),
    ...(place && { at: inHouse < 0 ? place : place.slice(inHouse) }),
    ...(message && { reason: message }),
  };
}

function note({ worker, outcomes, halts }: Batch, item: Item, outcome: Outcome, since: number, error?: unknown) {
  const { delivery, envelope } = item;
  outcomes.set(delivery, outcome);
  noteHalt(worker, halts, item, outcome);
  const { clock, log } = worker.ports;
  const { consumer } = worker;
  const { id, type, correlationid } = envelope;
  log({
    system: consumer.system,
    handler: worker.route(type)?.handler ?? consumer.name,
    id,
    type,
    correlationid,
    outcome,
    ...(error !== undefined && failureOf(error)),
    ms: clock.now() - since,
  });
}

/** Settles what need not run. */
export function settle(batch: Batch, deliveries: readonly Delivery[], outcome: Outcome): void {
  const { worker, reads } = batch;
  for (const delivery of deliveries) note(batch, (reads.get(delivery) as Read).item, outcome, worker.ports.clock.now());
}

/** The leading items of one stream that may be answered together: readable, and no suspect unless alone. */
function leading({ reads, suspects, mixed }: Batch, head: Item, rest: readonly Delivery[]): Item[] {
  const items = [head];
  for (const delivery of rest.slice(1)) {
    const { item, error } = reads.get(delivery) as Read;
    if (error !== undefined || (item.stream !== head.stream && !mixed) || suspects.has(delivery)) break;
    items.push(item);
  }
  return items;
}

/** Fails the head of a unit and answers what is left; in a FIFO group its followers go back with it, unless it is settled. */
async function failHead(
  batch: Batch,
  item: Item,
  rest: readonly Delivery[],
  error: unknown,
  since: number,
): Promise<readonly Delivery[]> {
  const { worker, outcomes } = batch;
  const others = rest.slice(1);
  const followers = worker.consumer.fifo ? others : [];
  let told = error;
  const outcome = await settleFailure(worker, item, error, followers).catch((failure: unknown): Outcome => {
    told = failure;
    return "retry";
  });
  note(batch, item, outcome, since, told);
  if (isSettled(outcome) || followers.length === 0) return others;
  for (const follower of followers) outcomes.set(follower, "held");
  return [];
}

/** Answers the head of a unit, with those that may be answered with it; answers what is left of the unit. */
async function runHead(batch: Batch, rest: readonly Delivery[], alone: boolean): Promise<readonly Delivery[]> {
  const { worker, reads, suspects, late } = batch;
  const since = worker.ports.clock.now();
  const head = rest[0] as Delivery;
  const { item, error: unread } = reads.get(head) as Read;
  const stop = haltedFor(batch.halts, item) ?? unread;
  if (stop !== undefined) return failHead(batch, item, rest, stop, since);
  const suspect = suspects.has(head);
  if (suspect && !alone) {
    late.push([...rest]);
    return [];
  }
  // What is done leaves the queue before a suspect runs, so that one that kills the process takes nobody along.
  if (suspect) await batch.flush();
  const counted = suspect ? await countFirst(worker, item) : item;
  if (!counted) {
    note(batch, item, "dead", since);
    return rest.slice(1);
  }
  const items = suspect ? [counted] : leading(batch, counted, rest);
  const { outcomes, error } = await exclusively(worker, item.stream, () => worker.answer(worker, item.stream, items));
  if (outcomes.length > 0) await acquit(worker, counted);
  await endHalts(worker, batch.halts, items, outcomes);
  outcomes.forEach((outcome, i) => {
    if (items[i]) note(batch, items[i], outcome, since);
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
    for (const delivery of rest) note(batch, (batch.reads.get(delivery) as Read).item, "retry", since, error);
  }
}
