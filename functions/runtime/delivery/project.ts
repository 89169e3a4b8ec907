import { keyOf } from "../envelope.ts";
import { Retryable } from "../errors.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { listedAs, modelOf, rowExpiry } from "../rows.ts";
import { pause } from "./answer.ts";
import { eventsAfter, type PlacedEvent, placedEvent } from "./facts.ts";
import { rowAfter } from "./fold-row.ts";
import type { Item } from "./item.ts";
import { keepCheckpoint } from "./keep-checkpoint.ts";
import type { Run, Worker } from "./worker.ts";

export const projectionOf = ({ definitions: [first] }: Worker): ProjectionDefinition => first as ProjectionDefinition;

/** What follows on a row, in order: from the batch where it is whole and may be believed, else from the journal. */
export async function following(
  worker: Worker,
  stream: string,
  items: readonly Item[],
  { version, n }: { version: number; n: number },
  believed = true,
) {
  const events = items.map(placedEvent).sort((a, b) => a.version - b.version);
  const news = events.filter((event, i) => event.version > version && event.version !== events[i - 1]?.version);
  const follows = news.every((event, i) => event.version === version + i + 1);
  const whole = follows && (believed || news.length === 0);
  return whole ? news : eventsAfter(await worker.ports.journal.read(stream, Math.max(0, n - 1)), version);
}

/** Folds events into a row, and keeps the checkpoints that it passes. */
async function foldOn(worker: Worker, stream: string, row: Row, events: readonly PlacedEvent[]): Promise<Row> {
  let [current, known]: [Row, string | undefined] = [row, undefined];
  for (const event of events) {
    await keepCheckpoint(worker, stream, current, { known, next: event.n });
    [current, known] = [rowAfter(projectionOf(worker), current, event), event.time];
  }
  return current;
}

/** Folds a row forward and writes it on condition that nobody else did; answers undefined when somebody did. */
async function foldForward(worker: Worker, stream: string, items: readonly Item[]): Promise<Row | undefined> {
  const definition = projectionOf(worker);
  const { ports, consumer } = worker;
  const key = keyOf(stream);
  const model = modelOf(consumer.system, definition);
  const now = ports.clock.now();
  const stored = await ports.models.read(model, key);
  const row: Row = stored ?? { row: definition.initial, version: 0, n: 0 };
  const goneBy = (time: number) => (rowExpiry(definition, key, time).expires ?? Number.POSITIVE_INFINITY) * 1_000;
  // The first event of a stream that comes again when its row has gone would tell too little alone.
  const mayHaveGone = !stored && items.some(({ envelope }) => goneBy(Date.parse(envelope.time)) < now);
  const events = await following(worker, stream, items, row, !mayHaveGone);
  if (events.length === 0) return row;
  const value = await foldOn(worker, stream, row, events);
  const listed = listedAs(definition, key, value.row);
  const expiry = rowExpiry(definition, key, now);
  const write = { model, key, value, expected: row.version, ...(listed && { listed }), ...expiry };
  return (await ports.models.write([write])) ? value : undefined;
}

/** Answers events of one stream to a projection with one row per stream: 1 read and 1 conditional write, whatever comes in what order. */
export async function projectRun(worker: Worker, stream: string, items: readonly Item[]): Promise<Run> {
  try {
    for (let round = 0; round < worker.limits.conflicts; round++) {
      if (await foldForward(worker, stream, items)) {
        await traceItems(worker, items);
        return { outcomes: items.map(() => "done" as const) };
      }
      await pause(worker, round + 1);
    }
    return { outcomes: [], error: new Retryable({ reason: `${stream}: too many writers of one row` }) };
  } catch (error) {
    return { outcomes: [], error };
  }
}

/** Notes the projection in the journeys of its events; a trace that cannot be written fails nothing. */
export async function traceItems({ ports, consumer }: Worker, items: readonly Item[]): Promise<void> {
  const time = new Date(ports.clock.now()).toISOString();
  const entries = items.map(({ envelope: { id, type, time: sent, correlationid } }) => ({
    kind: "projection" as const,
    by: consumer.name,
    time,
    id,
    type,
    sent,
    correlationid,
    outcome: "done",
    messages: [],
  }));
  await ports.trace?.write(entries).catch(() => undefined);
}
